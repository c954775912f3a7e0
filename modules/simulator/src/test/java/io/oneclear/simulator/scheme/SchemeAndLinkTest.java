package io.oneclear.simulator.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.link.EventLoops;
import io.oneclear.link.matching.LinkResult;
import io.oneclear.link.matching.LinkTimer;
import io.oneclear.link.scheme.LinkListener;
import io.oneclear.link.scheme.LinkMetrics;
import io.oneclear.link.scheme.LinkPorts;
import io.oneclear.link.scheme.LinkSecurity;
import io.oneclear.link.scheme.SchemeLink;
import io.oneclear.link.scheme.SchemeLinkConfig;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MerchantId;
import io.oneclear.message.Money;
import io.oneclear.message.PinBlock;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.TerminalId;
import io.oneclear.message.cups.KeyReset;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.security.ClearKey;
import io.oneclear.security.ClearPin;
import io.oneclear.security.KeyAlgorithm;
import io.oneclear.security.PinFormat;
import io.oneclear.security.SchemeKeys;
import io.oneclear.security.TerminalKeys;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.Dialects;
import io.oneclear.simulator.TestCards;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scheme against the house's own link: two programs that share only the dialect. */
class SchemeAndLinkTest {

  private static final DemoCard CARD = TestCards.DEBIT;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @TempDir Path directory;

  private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(1);
  private final EventLoops loops = EventLoops.start("link", 1);
  private final Keys keys = new Keys();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<UpstreamAnswer> late = new LinkedBlockingQueue<>();
  private SchemeSimulator scheme;
  private SchemeLink link;

  @BeforeEach
  void start() throws Exception {
    scheme =
        SchemeSimulator.start(
            SchemeConfig.of(
                "127.0.0.1",
                0,
                new LinkKeys(TestAcquirer.ZMK, TestAcquirer.ZPK, TestAcquirer.ZAK),
                TestCards.ALL,
                List.of(),
                TODAY,
                directory,
                directory.resolve("inbox"),
                TIMEOUT.plusMillis(500)),
            Dialects.cups(),
            Clock.systemUTC(),
            new SplittableRandom(5));
    SchemeLinkConfig config =
        new SchemeLinkConfig(
            "unionpay",
            "127.0.0.1",
            scheme.port(),
            "49000000",
            "49000000",
            2,
            TIMEOUT,
            Duration.ofSeconds(2),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            2,
            10_000,
            Duration.ofMinutes(1),
            100_000,
            4_096,
            1,
            999_999);
    link =
        new SchemeLink(
            config,
            Dialects.cups(),
            loops,
            new LinkPorts(
                Clock.systemUTC(),
                new ThreadTimer(threads),
                new Random(1),
                keys,
                new Listening(),
                LinkMetrics.NONE));
    link.onLateAnswer(late::add);
    link.start();
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(link::available);
  }

  @AfterEach
  void stop() {
    link.close();
    scheme.close();
    loops.close();
    threads.shutdownNow();
  }

  @Test
  void aPurchaseIsAnsweredAndBelieved() {
    UpstreamAnswer answer = answered(link.send(purchase(12_00)).join());

    assertThat(answer.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(answer.settlementDate()).isEqualTo("1122");
    assertThat(answer.amount()).isEqualTo(Money.cny(12_00));
    assertThat(answer.pan()).isEqualTo(CARD.pan());
  }

  @Test
  void aLostAnswerTimesOutAndItsReversalGivesTheMoneyBack() {
    long before = scheme.balanceFen(CARD.pan());
    UpstreamRequest purchase = purchase(1_98);
    assertThat(link.send(purchase).join()).isInstanceOf(LinkResult.TimedOut.class);

    UpstreamAnswer reversed = answered(link.send(reversalOf(purchase)).join());

    assertThat(reversed.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(before);
  }

  @Test
  void aLateAnswerIsToldAsLate() throws Exception {
    UpstreamRequest purchase = purchase(1_97);
    assertThat(link.send(purchase).join()).isInstanceOf(LinkResult.TimedOut.class);

    UpstreamAnswer answer = late.poll(5, TimeUnit.SECONDS);

    assertThat(answer).isNotNull();
    assertThat(answer.key()).isEqualTo(purchase.key());
    assertThat(answer.code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void aConnectionThatBreaksInTheMiddleOfAnAnswerIsATimeoutAndComesBack() {
    assertThat(link.send(purchase(1_94)).join()).isInstanceOf(LinkResult.TimedOut.class);

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> link.send(purchase(1_00)).join() instanceof LinkResult.Answered);
  }

  @Test
  void bothKeysChangeUnderLoadAndNoPurchaseFails() {
    List<CompletableFuture<LinkResult>> results = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      CompletableFuture<String> reset = scheme.resetKey(round % 2 == 0);
      for (int i = 0; i < 100; i++) {
        results.add(link.send(purchase(1_00)));
      }
      assertThat(reset.join()).isEqualTo("00");
    }

    for (CompletableFuture<LinkResult> result : results) {
      assertThat(answered(result.join()).code()).isEqualTo(ResponseCode.APPROVED);
    }
    assertThat(keys.installed).isEqualTo(4);
  }

  @Test
  void theDayCutIsToldAndTheNextAnswerHasTheNewDate() {
    scheme.dayCut(TODAY.plusDays(1)).join();

    assertThat(events).contains("begins 1123", "ends 1123");
    assertThat(answered(link.send(purchase(1_00)).join()).settlementDate()).isEqualTo("1123");
  }

  private static UpstreamAnswer answered(LinkResult result) {
    assertThat(result).isInstanceOf(LinkResult.Answered.class);
    return ((LinkResult.Answered) result).answer();
  }

  private UpstreamRequest purchase(long fen) {
    UpstreamKey key = link.nextKey();
    return new UpstreamRequest(
        UpstreamRequest.Type.PURCHASE,
        key,
        new Rrn("RRN000" + key.stan().digits()),
        false,
        CARD.pan(),
        CARD.expiry(),
        null,
        null,
        null,
        keys.pinBlock(),
        "021",
        "00",
        Money.cny(fen),
        "090000",
        "1122",
        new TerminalId("10000001"),
        new MerchantId("490100058120001"),
        "湘味小馆",
        "5812",
        null,
        null);
  }

  private UpstreamRequest reversalOf(UpstreamRequest original) {
    return new UpstreamRequest(
        UpstreamRequest.Type.REVERSE_PURCHASE,
        link.nextKey(),
        original.rrn(),
        false,
        original.pan(),
        null,
        null,
        null,
        null,
        null,
        original.entryMode(),
        original.conditionCode(),
        original.amount(),
        original.localTime(),
        original.localDate(),
        original.terminal(),
        original.merchant(),
        original.merchantName(),
        original.mcc(),
        null,
        new UpstreamRequest.Original(original.type().mti(), original.key()));
  }

  /** The acquirer's keys, in clear; the MAC key before the last reset is believed, too. */
  private static final class Keys implements LinkSecurity {

    private volatile ClearKey pinKey = TestAcquirer.ZPK;
    private volatile ClearKey macKey = TestAcquirer.ZAK;
    private volatile ClearKey before = TestAcquirer.ZAK;
    private volatile int installed;

    PinBlock pinBlock() {
      return TerminalKeys.of(pinKey, macKey, null)
          .encryptPin(
              PinFormat.ISO0, new ClearPin(CARD.pin()), CARD.pan(), new SplittableRandom(1));
    }

    @Override
    public CompletableFuture<byte[]> mac(IsoMessage message) {
      return CompletableFuture.completedFuture(new SchemeKeys(pinKey, macKey).mac(message));
    }

    @Override
    public CompletableFuture<Boolean> verify(IsoMessage message) {
      return CompletableFuture.completedFuture(
          new SchemeKeys(pinKey, macKey).macMatches(message)
              || new SchemeKeys(pinKey, before).macMatches(message));
    }

    @Override
    public synchronized CompletableFuture<ResponseCode> installKey(
        KeyReset reset, IsoMessage message) {
      ClearKey key = new ClearKey(KeyAlgorithm.DES, decrypted(reset.encryptedKey()));
      assertThat(message.bytes(96)).startsWith(key.kcv());
      switch (reset.use()) {
        case PIN_KEY -> pinKey = key;
        case MAC_KEY -> {
          before = macKey;
          macKey = key;
        }
      }
      installed = installed + 1;
      return CompletableFuture.completedFuture(ResponseCode.APPROVED);
    }

    private static byte[] decrypted(byte[] cryptogram) {
      byte[] zmk = new byte[24];
      System.arraycopy(TestAcquirer.ZMK.clear(), 0, zmk, 0, 16);
      System.arraycopy(TestAcquirer.ZMK.clear(), 0, zmk, 16, 8);
      try {
        Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(zmk, "DESede"));
        return cipher.doFinal(cryptogram);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final class Listening implements LinkListener {

    @Override
    public void dayCutBegins(String settlementDate) {
      events.add("begins " + settlementDate);
    }

    @Override
    public void dayCutEnds(String settlementDate) {
      events.add("ends " + settlementDate);
    }
  }

  private record ThreadTimer(ScheduledThreadPoolExecutor threads) implements LinkTimer {

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public Handle after(Duration delay, Runnable task) {
      ScheduledFuture<?> future = threads.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    }
  }
}
