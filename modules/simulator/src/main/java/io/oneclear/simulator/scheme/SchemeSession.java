package io.oneclear.simulator.scheme;

import io.oneclear.link.FrameConnection;
import io.oneclear.link.FrameHandler;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Mti;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsFrame;
import io.oneclear.message.cups.CupsHeader;
import io.oneclear.simulator.scheme.key.KeyRing;
import io.oneclear.simulator.scheme.rule.Treatment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of an acquirer, on its event loop. */
final class SchemeSession implements FrameHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SchemeSession.class);

  private final SchemeSimulator scheme;
  private final CupsDialect dialect;
  private final SchemeMessages messages;
  private final KeyRing keys;
  private final IssuerDesk desk;
  private final SchemeStatistics.Counters counters;
  private final List<IssuerDesk.Message> batch = new ArrayList<>();
  private final AtomicBoolean signedOn = new AtomicBoolean();

  SchemeSession(SchemeSimulator scheme, Parts parts) {
    this.scheme = scheme;
    this.dialect = parts.dialect();
    this.messages = parts.messages();
    this.keys = parts.keys();
    this.desk = parts.desk();
    this.counters = parts.counters();
  }

  @Override
  public void opened(FrameConnection connection) {
    scheme.opened(connection);
  }

  @Override
  public void closed(FrameConnection connection, Ending ending) {
    scheme.closed(connection);
  }

  @Override
  public void keepAlive(FrameConnection connection) {
    connection.sendKeepAlive();
  }

  @Override
  public void frame(FrameConnection connection, byte[] bytes) {
    CupsFrame frame;
    try {
      frame = dialect.decode(bytes);
    } catch (MalformedMessageException e) {
      counters.malformed.increment();
      LOG.warn("unreadable frame from {}: {}", connection.peer(), e.getMessage());
      return;
    }
    String mti = frame.message().mti().digits();
    switch (mti) {
      case "0820" -> manage(connection, frame);
      case "0810", "0830" -> scheme.answered(frame.message());
      default -> {
        if (frame.message().mti().isRequest()) {
          financial(connection, frame);
        } else {
          counters.malformed.increment();
        }
      }
    }
  }

  /** All that came together is decided and written down together. */
  @Override
  public void caughtUp(FrameConnection connection) {
    if (!batch.isEmpty()) {
      desk.work(batch);
      batch.clear();
    }
  }

  boolean signedOn() {
    return signedOn.get();
  }

  private void manage(FrameConnection connection, CupsFrame frame) {
    IsoMessage request = frame.message();
    String function = request.has(70) ? request.text(70) : "";
    String code =
        switch (function) {
          case "001" -> {
            signedOn.set(true);
            yield "00";
          }
          case "002" -> {
            signedOn.set(false);
            yield "00";
          }
          case "101", "301" -> "00";
          default -> "40";
        };
    IsoMessage answer = new IsoMessage(Mti.MANAGEMENT_ADVICE.answer());
    for (int field : new int[] {7, 11, 33, 53}) {
      if (request.has(field)) {
        answer.set(field, request.text(field));
      }
    }
    answer.set(39, code).set(70, function);
    connection.send(dialect.encode(answerHeader(frame), answer));
    if (function.equals("101")) {
      var _ = scheme.sendKeyReset(connection, KeyRing.Kind.of(request.text(53)));
    }
  }

  private void financial(FrameConnection connection, CupsFrame frame) {
    counters.messages.increment();
    SchemeRequest request;
    try {
      request = messages.read(frame.message());
    } catch (IllegalArgumentException e) {
      counters.malformed.increment();
      LOG.warn("message without meaning from {}: {}", connection.peer(), e.getMessage());
      send(connection, frame, messages.refusal(frame.message(), "30"));
      return;
    }
    boolean macIsWrong = frame.message().has(128) && !keys.macMatches(frame.message());
    if (macIsWrong) {
      counters.wrongMacs.increment();
    }
    IssuerDesk.Answering answering =
        (event, treatment, balance) ->
            deliver(
                connection, frame, messages.answer(request, event, treatment, balance), treatment);
    batch.add(new IssuerDesk.Message(request, macIsWrong ? "A0" : null, answering));
  }

  private void deliver(
      FrameConnection connection, CupsFrame request, IsoMessage answer, Treatment treatment) {
    byte[] bytes = dialect.encode(answerHeader(request), answer);
    counters.answers.increment();
    switch (treatment.delivery()) {
      case NORMAL, WRONG_MAC, WRONG_AMOUNT -> {
        if (treatment.delay().isZero()) {
          connection.send(bytes);
        } else {
          connection.sendAfter(treatment.delay(), bytes);
        }
      }
      case LATE -> connection.sendAfter(scheme.lateBy(), bytes);
      case TWICE -> {
        connection.send(bytes);
        connection.send(bytes);
      }
      case CUT -> connection.sendPartialThenClose(bytes, bytes.length / 2);
      case SILENT, DROP -> {}
    }
  }

  private void send(FrameConnection connection, CupsFrame request, IsoMessage answer) {
    counters.answers.increment();
    connection.send(dialect.encode(answerHeader(request), answer));
  }

  private static CupsHeader answerHeader(CupsFrame request) {
    return request.header().answer();
  }

  /** What every connection of a scheme shares. */
  record Parts(
      CupsDialect dialect,
      SchemeMessages messages,
      KeyRing keys,
      IssuerDesk desk,
      SchemeStatistics.Counters counters) {}
}
