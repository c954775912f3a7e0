package io.oneclear.simulator.terminal;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Stan;
import io.oneclear.message.pos.BatchRecord;
import io.oneclear.message.pos.BatchRecords48;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.message.pos.Field60;
import io.oneclear.message.pos.SettlementTotals48;
import io.oneclear.security.TerminalKeys;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.simulator.terminal.TerminalAnswer.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * One POS terminal. Every method sends and waits for the answer; one thread at a time, as a real
 * one has one cashier. It keeps the reversal of what it sends until an answer decides, counts its
 * own batch, and believes an answer only if its MAC and the fields it repeats are right.
 */
public final class TerminalSimulator {

  private static final byte[] TPDU = {0x60, 0x00, 0x03, 0x00, 0x00};
  private static final byte[] HEADER = {0x60, 0x31, 0x00, 0x31, 0x00, 0x00};
  private static final byte[] NO_MAC = new byte[8];
  private static final int MAC_DATA_START = TPDU.length + HEADER.length;
  private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MMdd");

  private final DemoTerminal terminal;
  private final TerminalLine line;
  private final TerminalSettings settings;
  private final Clock clock;
  private final TerminalLog log;
  private final TerminalMessages messages;
  private final TerminalBatch captured = new TerminalBatch();
  private BatchNumber batch = new BatchNumber(1);
  private int nextTrace;
  private TerminalKeys keys;
  private TerminalRequest pendingReversal;
  private int abandonedReversals;

  /**
   * @param log where it writes what it saw; null for nowhere
   */
  public TerminalSimulator(
      DemoTerminal terminal,
      TerminalLine line,
      TerminalSettings settings,
      Clock clock,
      RandomGenerator random,
      TerminalLog log) {
    this.terminal = terminal;
    this.line = line;
    this.settings = settings;
    this.clock = clock;
    this.log = log;
    this.messages = new TerminalMessages(terminal, random);
    this.nextTrace = settings.firstTrace();
  }

  /**
   * Itself, with its keys and its batch as they are, on another line and behaving in another way.
   */
  public TerminalSimulator on(TerminalLine other, TerminalSettings how) {
    TerminalSimulator twin =
        new TerminalSimulator(terminal, other, how, clock, new SplittableRandom(), log);
    twin.keys = keys;
    twin.batch = batch;
    return twin;
  }

  public DemoTerminal terminal() {
    return terminal;
  }

  public TerminalSettings settings() {
    return settings;
  }

  public BatchNumber batch() {
    return batch;
  }

  /** What it has counted for domestic cards. */
  public BatchTotals domesticTotals() {
    return captured.domestic();
  }

  /** What it has counted for foreign cards. */
  public BatchTotals foreignTotals() {
    return captured.foreign();
  }

  /** Reversals that were never answered and are left for people to handle. */
  public int abandonedReversals() {
    return abandonedReversals;
  }

  /** A reversal that waits to be sent before the next transaction; null if none does. */
  public TerminalRequest pendingReversal() {
    return pendingReversal;
  }

  /** Builds requests of this terminal, for those who want to send them in their own way. */
  public TerminalMessages messages() {
    return messages;
  }

  /**
   * The working keys of the last sign-on.
   *
   * @throws IllegalStateException before a sign-on
   */
  public TerminalKeys keys() {
    if (keys == null) {
      throw new IllegalStateException("terminal " + terminal.id() + " has not signed on");
    }
    return keys;
  }

  /** True if it has working keys. */
  public boolean signedOn() {
    return keys != null;
  }

  /** The next trace number; each is given once, after 999999 comes 1. */
  public Stan newTrace() {
    Stan trace = new Stan(nextTrace);
    nextTrace = nextTrace == 999_999 ? 1 : nextTrace + 1;
    return trace;
  }

  /** 签到: takes the working keys of field 62 and the batch number of 60.2. */
  public TerminalAnswer signOn() {
    TerminalAnswer answer = send(messages.signOn(batch, newTrace()));
    if (answer.approved()) {
      keys = TerminalKeys.open(terminal.tmk(), answer.message().bytes(62));
      batch = batchOf(answer.message());
    }
    return answer;
  }

  /** 签退. */
  public TerminalAnswer signOff() {
    return send(messages.signOff(batch, newTrace()));
  }

  /** 回响测试. */
  public TerminalAnswer echo() {
    return send(messages.echo(batch, newTrace()));
  }

  /** 余额查询, with the card's own PIN. */
  public TerminalAnswer balance(DemoCard card) {
    return transact(
        messages.balance(batch, newTrace(), card, CardEntry.MAGNETIC_WITH_PIN, null, keys()));
  }

  /** 消费, magnetic stripe and the card's own PIN. */
  public TerminalAnswer purchase(DemoCard card, long fen) {
    return purchase(card, fen, CardEntry.MAGNETIC_WITH_PIN, null);
  }

  /**
   * 消费.
   *
   * @param pin what the cardholder types; null for the card's own
   */
  public TerminalAnswer purchase(DemoCard card, long fen, CardEntry entry, String pin) {
    return transact(messages.purchase(batch, newTrace(), card, fen, entry, pin, keys()));
  }

  /** The receipt of an approved purchase. */
  public Sale sale(DemoCard card, long fen, TerminalAnswer answer) {
    return new Sale(
        answer.batch(),
        answer.trace(),
        answer.message().has(13) ? answer.message().text(13) : today(),
        answer.rrn(),
        answer.authorizationCode(),
        card,
        fen);
  }

  /** 消费撤销. */
  public TerminalAnswer voidSale(Sale sale) {
    return transact(messages.voidSale(batch, newTrace(), sale, keys()));
  }

  /** 退货: has no reversal; repeat it with {@link #transact} until it is answered. */
  public TerminalAnswer refund(Sale sale, long fen) {
    return transact(messages.refund(batch, newTrace(), sale, fen));
  }

  /**
   * Sends the reversal that waits, as often as allowed; after that it is left for manual handling.
   *
   * @return the last answer; null if none waited
   */
  public TerminalAnswer sendPendingReversal() {
    TerminalAnswer answer = null;
    for (int attempt = 1; pendingReversal != null; attempt++) {
      TerminalRequest reversal = pendingReversal;
      answer = send(reversal);
      if (endsReversal(answer)) {
        pendingReversal = null;
        captured.remove(reversal);
      } else if (attempt == settings.reversalAttempts()) {
        pendingReversal = null;
        abandonedReversals++;
      } else {
        pause();
      }
    }
    return answer;
  }

  /** Waits as long as its settings say before something is sent again. */
  public void pause() {
    line.network().pause(settings.pause());
  }

  /** 冲正 of this request, whatever became of it; as often as allowed until it is answered. */
  public TerminalAnswer reverse(TerminalRequest original, String reason) {
    TerminalRequest reversal = messages.reversal(original, reason);
    TerminalAnswer answer = send(reversal);
    for (int attempt = 1;
        attempt < settings.reversalAttempts() && !endsReversal(answer);
        attempt++) {
      pause();
      answer = send(reversal);
    }
    if (endsReversal(answer)) {
      captured.remove(reversal);
    }
    return answer;
  }

  /**
   * Sends a transaction as a terminal does: first the reversal that waits, then the request; what
   * it approves is counted, and what stays open is reversed. A request sent again is the same
   * request.
   */
  public TerminalAnswer transact(TerminalRequest request) {
    sendPendingReversal();
    if (request.kind().reversible()) {
      pendingReversal = messages.reversal(request, "98");
    }
    TerminalAnswer answer = send(request);
    switch (answer.outcome()) {
      case ANSWERED -> {
        pendingReversal = null;
        if (answer.approved() && counts(request)) {
          captured.remove(request);
          captured.add(request);
        }
      }
      case WRONG_MAC, WRONG_ECHO -> openEnd(request, "A0");
      case NO_ANSWER, CONNECTION_LOST -> openEnd(request, "98");
    }
    return answer;
  }

  /** 批结算, upload where the totals differ, end; then the batch number is one more. */
  public Settlement settle() {
    return settle(captured.domestic(), false);
  }

  /** The same, with the upload (批上送) whatever the totals. */
  public Settlement settleWithUpload() {
    return settle(captured.domestic(), true);
  }

  /**
   * The same with totals of the caller's choice for domestic cards, to be found unequal.
   *
   * @param claimed what field 48 says
   * @param uploads true to upload even if the totals are equal
   */
  public Settlement settle(BatchTotals claimed, boolean uploads) {
    sendPendingReversal();
    TerminalAnswer answer =
        send(messages.settlement(batch, newTrace(), claimed, captured.foreign()));
    int result = answer.outcome() == Outcome.ANSWERED ? result(answer.message()) : 0;
    BatchTotals domestic = captured.domestic();
    BatchTotals foreign = captured.foreign();
    if (result == 0) {
      return new Settlement(domestic, foreign, answer, result, 0, null);
    }
    boolean equal = result == Settlement.EQUAL;
    int uploaded = equal && !uploads ? 0 : upload(captured.records());
    TerminalAnswer end = send(messages.uploadEnd(batch, newTrace(), uploaded, equal));
    if (end.approved()) {
      captured.clear();
      batch = batch.next();
    }
    return new Settlement(domestic, foreign, answer, result, uploaded, end);
  }

  /** Sends a request as it is, without reversal or counting. */
  public TerminalAnswer send(TerminalRequest request) {
    return sendLater(request).join();
  }

  /** The same without waiting; answers to different traces may overtake each other. */
  public CompletableFuture<TerminalAnswer> sendLater(TerminalRequest request) {
    long start = System.nanoTime();
    String key =
        TerminalLine.answerKey(
            terminal.id().code(),
            request.trace().digits(),
            request.message().mti().answer().digits());
    return line.exchange(key, frame(request), settings.answerTimeout())
        .thenApply(
            reply -> {
              Duration took = Duration.ofNanos(System.nanoTime() - start);
              TerminalAnswer answer = Judgement.of(request, reply, keys, took);
              if (log != null) {
                log.add(request, answer);
              }
              return answer;
            });
  }

  /** The bytes of a request as they go out, MAC and all, without the length prefix. */
  public byte[] frame(TerminalRequest request) {
    IsoMessage message = request.message();
    if (!request.kind().carriesMac()) {
      return line.network().dialect().encode(TPDU, HEADER, message);
    }
    byte[] frame = line.network().dialect().encode(TPDU, HEADER, message.set(64, NO_MAC));
    message.unset(64);
    int end = frame.length - NO_MAC.length;
    byte[] covered = Arrays.copyOfRange(frame, MAC_DATA_START, end);
    System.arraycopy(keys().mac(covered), 0, frame, end, NO_MAC.length);
    return frame;
  }

  private void openEnd(TerminalRequest request, String reason) {
    if (request.kind().reversible()) {
      pendingReversal = messages.reversal(request, reason);
      if (settings.reversesByItself()) {
        sendPendingReversal();
      }
    }
  }

  private int upload(List<BatchRecord> records) {
    for (int from = 0; from < records.size(); from += BatchRecords48.MOST) {
      int to = Math.min(records.size(), from + BatchRecords48.MOST);
      send(messages.upload(batch, newTrace(), records.subList(from, to)));
    }
    return records.size();
  }

  /** 00 done, 25 nothing to undo, 12 not to be undone: the terminal need not ask again. */
  private static boolean endsReversal(TerminalAnswer answer) {
    return answer.outcome() == Outcome.ANSWERED
        && List.of("00", "25", "12").contains(answer.code().code());
  }

  private static boolean counts(TerminalRequest request) {
    return switch (request.kind()) {
      case PURCHASE, VOID, REFUND -> true;
      case SIGN_ON, SIGN_OFF, ECHO, BALANCE, REVERSAL, SETTLEMENT, UPLOAD, UPLOAD_END -> false;
    };
  }

  private static BatchNumber batchOf(IsoMessage answer) {
    try {
      return Field60.decode(answer.text(60)).batch();
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("a sign-on answer without batch number", e);
    }
  }

  private static int result(IsoMessage answer) {
    try {
      return answer.has(48) ? SettlementTotals48.decode(answer.text(48)).domesticResult() : 0;
    } catch (MalformedMessageException e) {
      return 0;
    }
  }

  private String today() {
    return clock.instant().atZone(clock.getZone()).format(MONTH_DAY);
  }
}
