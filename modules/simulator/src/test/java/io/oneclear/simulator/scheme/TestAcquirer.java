package io.oneclear.simulator.scheme;

import io.oneclear.link.EventLoops;
import io.oneclear.link.FrameClient;
import io.oneclear.link.FrameConnection;
import io.oneclear.link.FrameHandler;
import io.oneclear.link.LengthPrefix;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsFrame;
import io.oneclear.security.ClearKey;
import io.oneclear.security.ClearPin;
import io.oneclear.security.PinFormat;
import io.oneclear.security.SchemeKeys;
import io.oneclear.security.TerminalKeys;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.Dialects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An acquirer's end of the link, for tests: field by field, answers in the order they come. */
final class TestAcquirer implements AutoCloseable {

  static final ClearKey ZMK = ClearKey.des("1111222233334444AAAABBBBCCCCDDDD");
  static final ClearKey ZPK = ClearKey.des("0123456789ABCDEFFEDCBA9876543210");
  static final ClearKey ZAK = ClearKey.des("1032547698BADCFEEFCDAB8967452301");
  static final Duration SOON = Duration.ofSeconds(5);

  private final CupsDialect dialect = Dialects.cups();
  private final EventLoops loops = EventLoops.start("acquirer", 1);
  private final BlockingQueue<IsoMessage> answers = new ArrayBlockingQueue<>(100_000);
  private final BlockingQueue<IsoMessage> orders = new ArrayBlockingQueue<>(100);
  private final CompletableFuture<FrameHandler.Ending> ended = new CompletableFuture<>();
  private final FrameConnection connection;
  private ClearKey pinKey = ZPK;
  private SchemeKeys keys = new SchemeKeys(ZPK, ZAK);
  private volatile boolean obedient;
  private int trace;
  private String time = "1122090000";

  TestAcquirer(int port) {
    connection =
        new FrameClient(loops, LengthPrefix.ASCII_4, 4_096, SOON)
            .connect("127.0.0.1", port, new Receiver())
            .join();
  }

  /** Field 7 of what follows, so that one test can have several connections. */
  void time(String field7) {
    time = field7;
  }

  IsoMessage balance(DemoCard card) {
    return withPin(card(Mti.FINANCIAL, "300000", card), card, card.pin());
  }

  IsoMessage purchase(DemoCard card, long fen) {
    return withPin(purchaseWithoutPin(card, fen), card, card.pin());
  }

  IsoMessage purchaseWithoutPin(DemoCard card, long fen) {
    return card(Mti.FINANCIAL, "000000", card).set(4, SchemeMessages.fixed(fen, 12));
  }

  IsoMessage withPin(IsoMessage message, DemoCard card, String pin) {
    TerminalKeys typing = TerminalKeys.of(pinKey, ZAK, null);
    PinBlock block =
        typing.encryptPin(PinFormat.ISO0, new ClearPin(pin), card.pan(), new SplittableRandom(1));
    return message.set(26, "06").set(52, block.clear()).set(53, "2600000000000000");
  }

  IsoMessage voidOf(IsoMessage original, DemoCard card) {
    return card(Mti.FINANCIAL, "200000", card).set(4, original.text(4)).set(90, original(original));
  }

  IsoMessage refundOf(IsoMessage original, DemoCard card, long fen) {
    return card(Mti.FINANCIAL_ADVICE, "200000", card)
        .set(4, SchemeMessages.fixed(fen, 12))
        .set(90, original(original));
  }

  IsoMessage reversalOf(IsoMessage original) {
    IsoMessage message = card(Mti.REVERSAL_ADVICE, original.text(3), new Pan(original.text(2)));
    return message.set(4, original.text(4)).set(90, original(original));
  }

  /** The same message with field 128, as it goes out. */
  IsoMessage sealed(IsoMessage message) {
    message.unset(128);
    return message.set(128, new String(keys.mac(message), StandardCharsets.US_ASCII));
  }

  void send(IsoMessage message) {
    connection.send(dialect.encode(dialect.header(), message));
  }

  void sendBytes(byte[] frame) {
    connection.send(frame);
  }

  /** Seals, sends, waits. Null if no answer comes within the time. */
  IsoMessage ask(IsoMessage message, Duration patience) throws InterruptedException {
    send(sealed(message));
    return next(patience);
  }

  IsoMessage ask(IsoMessage message) throws InterruptedException {
    IsoMessage answer = ask(message, SOON);
    if (answer == null) {
      throw new AssertionError("no answer");
    }
    return answer;
  }

  String codeOf(IsoMessage message) throws InterruptedException {
    return ask(message).text(39);
  }

  IsoMessage manage(String function) throws InterruptedException {
    send(
        new IsoMessage(Mti.MANAGEMENT_ADVICE)
            .set(7, time)
            .set(11, nextTrace())
            .set(33, "49000000")
            .set(53, "1600000000000000")
            .set(70, function));
    return next(SOON);
  }

  IsoMessage next(Duration patience) throws InterruptedException {
    return answers.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** From now on answers 00 to whatever the scheme asks. */
  void obey() {
    obedient = true;
  }

  /** The next message the scheme asks us. */
  IsoMessage order() throws InterruptedException {
    return orders.poll(SOON.toNanos(), TimeUnit.NANOSECONDS);
  }

  void answer(IsoMessage order, String code) {
    IsoMessage answer = new IsoMessage(order.mti().answer());
    for (int field : new int[] {7, 11, 15, 53, 70, 100}) {
      if (order.has(field)) {
        answer.set(field, order.text(field));
      }
    }
    send(answer.set(39, code));
  }

  void use(ClearKey newPinKey, ClearKey macKey) {
    pinKey = newPinKey;
    keys = new SchemeKeys(newPinKey, macKey);
  }

  boolean macIsRight(IsoMessage message) {
    return keys.macMatches(message);
  }

  FrameHandler.Ending ending() {
    return ended.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    connection.close();
    loops.close();
  }

  private IsoMessage card(Mti mti, String processingCode, DemoCard card) {
    return card(mti, processingCode, card.pan()).set(14, card.expiry());
  }

  private IsoMessage card(Mti mti, String processingCode, Pan pan) {
    String reference = nextTrace();
    return new IsoMessage(mti)
        .set(2, pan.clear())
        .set(3, processingCode)
        .set(7, time)
        .set(11, reference)
        .set(12, "090000")
        .set(13, "1122")
        .set(18, "5812")
        .set(19, "156")
        .set(22, "021")
        .set(25, "00")
        .set(32, "49000000")
        .set(33, "49000000")
        .set(37, "RRN000" + reference)
        .set(41, "10000001")
        .set(42, "490100058120001")
        .set(49, "156");
  }

  private String nextTrace() {
    return SchemeMessages.fixed(++trace, 6);
  }

  private static String original(IsoMessage original) {
    return original.mti().digits()
        + original.text(11)
        + original.text(7)
        + "000"
        + original.text(32)
        + "000"
        + original.text(33);
  }

  private final class Receiver implements FrameHandler {

    @Override
    public void frame(FrameConnection from, byte[] bytes) {
      try {
        CupsFrame frame = dialect.decode(bytes);
        if (!frame.message().mti().isRequest()) {
          answers.add(frame.message());
        } else if (obedient) {
          answer(frame.message(), "00");
        } else {
          orders.add(frame.message());
        }
      } catch (MalformedMessageException e) {
        throw new AssertionError("the scheme sent " + e.getMessage(), e);
      }
    }

    @Override
    public void closed(FrameConnection from, Ending ending) {
      ended.complete(ending);
    }
  }
}
