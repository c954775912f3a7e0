package io.oneclear.simulator;

import io.oneclear.link.EventLoops;
import io.oneclear.link.FrameConnection;
import io.oneclear.link.FrameHandler;
import io.oneclear.link.FrameServer;
import io.oneclear.link.LengthPrefix;
import io.oneclear.link.LinkException;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.message.pos.EncodedAnswer;
import io.oneclear.message.pos.KeyScheme;
import io.oneclear.message.pos.PosAnswer;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.message.pos.PosFrame;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.message.pos.SettlementResult;
import io.oneclear.security.ClearKey;
import io.oneclear.security.SchemeKeys;
import io.oneclear.security.TerminalKeys;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A tiny acquirer for tests of terminals: real keys, real MACs, real totals, no upstream. What it
 * should get wrong is said by the test.
 */
public final class LoopbackHost implements AutoCloseable {

  private static final SplittableRandom RANDOM = new SplittableRandom(7);

  private final PosDialect dialect = Dialects.pos();
  private final Map<TerminalId, Books> books = new ConcurrentHashMap<>();
  private final EventLoops loops = EventLoops.start("loopback", 1);
  private final AtomicInteger references = new AtomicInteger();
  private final AtomicInteger frames = new AtomicInteger();
  private final FrameServer server;
  private volatile Predicate<PosRequest> silentFor = _ -> false;
  private volatile Predicate<PosRequest> wrongMacFor = _ -> false;
  private volatile Duration delay = Duration.ZERO;

  public LoopbackHost(Collection<DemoTerminal> terminals) throws LinkException {
    terminals.forEach(terminal -> books.put(terminal.id(), new Books(terminal)));
    server =
        FrameServer.listen(
            loops, "127.0.0.1", 0, LengthPrefix.BINARY_2, () -> (FrameHandler) this::frame);
  }

  public int port() {
    return server.port();
  }

  public int frames() {
    return frames.get();
  }

  /** Requests it does, and does not answer. */
  public void silentFor(Predicate<PosRequest> requests) {
    silentFor = requests;
  }

  public void wrongMacFor(Predicate<PosRequest> requests) {
    wrongMacFor = requests;
  }

  public void delayAnswers(Duration time) {
    delay = time;
  }

  public void disconnectAll() {
    server.disconnectAll();
  }

  /** What the host counted for a terminal: domestic and foreign together. */
  public BatchTotals totals(TerminalId terminal) {
    Books own = books.get(terminal);
    BatchTotals domestic = own.totals(false);
    BatchTotals foreign = own.totals(true);
    return new BatchTotals(
        domestic.debitFen() + foreign.debitFen(),
        domestic.debitCount() + foreign.debitCount(),
        domestic.creditFen() + foreign.creditFen(),
        domestic.creditCount() + foreign.creditCount());
  }

  public int uploaded(TerminalId terminal) {
    return books.get(terminal).uploaded;
  }

  @Override
  public void close() {
    server.close();
    loops.close();
  }

  private synchronized void frame(FrameConnection connection, byte[] bytes) {
    frames.incrementAndGet();
    try {
      PosFrame frame = dialect.decode(bytes);
      PosRequest request = dialect.parse(frame);
      byte[] answer = answer(frame, request);
      if (!silentFor.test(request)) {
        if (delay.isZero()) {
          connection.send(answer);
        } else {
          connection.sendAfter(delay, answer);
        }
      }
    } catch (MalformedMessageException e) {
      connection.close();
    }
  }

  private byte[] answer(PosFrame frame, PosRequest request) {
    if (!(request instanceof PosRequest.Understood understood)) {
      return dialect.answer(frame, answer("30", null)).withoutMac();
    }
    Books own = books.get(understood.terminal());
    if (own == null) {
      return dialect.answer(frame, answer("97", null)).withoutMac();
    }
    if (frame.hasMac() && !own.keys.macMatches(frame.macData(), frame.mac())) {
      return dialect.answer(frame, answer("A0", null)).withoutMac();
    }
    EncodedAnswer encoded = dialect.answer(frame, own.decide(request));
    if (!encoded.needsMac()) {
      return encoded.withoutMac();
    }
    byte[] mac = own.keys.mac(encoded.macData());
    if (wrongMacFor.test(request)) {
      mac[0] = (byte) (mac[0] == '0' ? '1' : '0');
    }
    return encoded.withMac(mac);
  }

  private PosAnswer answer(String code, String balance) {
    String reference = Integer.toString(references.incrementAndGet());
    return new PosAnswer(
        new ResponseCode(code),
        new Rrn("0".repeat(12 - reference.length()) + reference),
        null,
        "120000",
        "1122",
        "1122",
        null,
        balance,
        null,
        null,
        null,
        null);
  }

  /** One terminal's keys and batch. */
  private final class Books {

    private final DemoTerminal terminal;
    private final Map<Integer, PosRequest.CardTransaction> done = new HashMap<>();
    private final Map<Integer, PosAnswer> answers = new HashMap<>();
    private final Set<Integer> undone = new HashSet<>();
    private TerminalKeys keys;
    private int uploaded;

    Books(DemoTerminal terminal) {
      this.terminal = terminal;
    }

    PosAnswer decide(PosRequest request) {
      return switch (request) {
        case PosRequest.SignOn signOn -> signOn(signOn.keyScheme());
        case PosRequest.SignOff _, PosRequest.Echo _ -> answer("00", null);
        case PosRequest.BalanceInquiry _ -> answer("00", "1002156C000100000000");
        case PosRequest.Purchase purchase -> captured(purchase, purchase.amount().fen());
        case PosRequest.VoidPurchase voided -> captured(voided, voided.amount().fen());
        case PosRequest.Refund refund -> captured(refund, refund.amount().fen());
        case PosRequest.Reversal reversal -> {
          done.remove(reversal.trace().number());
          undone.add(reversal.trace().number());
          yield answer("00", null);
        }
        case PosRequest.BatchSettlement settlement -> settle(settlement);
        case PosRequest.BatchUpload upload -> {
          uploaded += upload.records().size();
          yield answer("00", null);
        }
        case PosRequest.BatchUploadEnd end -> {
          boolean complete = end.count() == uploaded;
          done.clear();
          yield answer(complete ? "00" : "95", null);
        }
        case PosRequest.Refused refused -> answer(refused.code().code(), null);
      };
    }

    BatchTotals totals(boolean foreign) {
      long debit = 0;
      long credit = 0;
      int debits = 0;
      int credits = 0;
      for (PosRequest.CardTransaction one : done.values()) {
        if (one.card().pan().clear().startsWith("4") == foreign) {
          switch (one) {
            case PosRequest.Purchase purchase -> {
              debit += purchase.amount().fen();
              debits++;
            }
            case PosRequest.VoidPurchase voided -> {
              credit += voided.amount().fen();
              credits++;
            }
            case PosRequest.Refund refund -> {
              credit += refund.amount().fen();
              credits++;
            }
            case PosRequest.BalanceInquiry _ -> {}
          }
        }
      }
      return new BatchTotals(debit, debits, credit, credits);
    }

    private PosAnswer captured(PosRequest.CardTransaction request, long fen) {
      int trace = request.trace().number();
      if (undone.contains(trace)) {
        return answer("12", null);
      }
      PosAnswer before = answers.get(trace);
      if (before != null) {
        return before;
      }
      int cents = (int) (fen % 100);
      boolean declined = cents > 50 && cents != 99 && request instanceof PosRequest.Purchase;
      PosAnswer answer = answer(declined ? "05" : "00", null);
      if (!declined) {
        done.put(trace, request);
      }
      answers.put(trace, answer);
      return answer;
    }

    private PosAnswer settle(PosRequest.BatchSettlement settlement) {
      boolean equal =
          settlement.domestic().equals(totals(false)) && settlement.foreign().equals(totals(true));
      PosAnswer plain = answer("00", null);
      return new PosAnswer(
          plain.code(),
          plain.rrn(),
          null,
          plain.time(),
          plain.date(),
          null,
          null,
          null,
          null,
          null,
          null,
          new SettlementResult(equal, equal));
    }

    private PosAnswer signOn(KeyScheme scheme) {
      int length = scheme == KeyScheme.SINGLE_DES ? 8 : 16;
      ClearKey pinKey = ClearKey.randomDes(length, RANDOM);
      ClearKey macKey = ClearKey.randomDes(length, RANDOM);
      keys = TerminalKeys.of(pinKey, macKey, null);
      ByteArrayOutputStream field62 = new ByteArrayOutputStream();
      field62.writeBytes(SchemeKeys.encryptKey(terminal.tmk(), pinKey));
      field62.writeBytes(pinKey.kcv());
      field62.writeBytes(SchemeKeys.encryptKey(terminal.tmk(), macKey));
      field62.writeBytes(macKey.kcv());
      PosAnswer plain = answer("00", null);
      return new PosAnswer(
          plain.code(),
          plain.rrn(),
          null,
          plain.time(),
          plain.date(),
          null,
          null,
          null,
          null,
          new BatchNumber(17),
          field62.toByteArray(),
          null);
    }
  }
}
