package io.oneclear.link.scheme;

import io.oneclear.link.matching.PendingRequests;
import io.oneclear.link.scheme.LinkMetrics.Refusal;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Mti;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.crash.CrashPoint;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsFrame;
import io.oneclear.message.cups.KeyReset;
import io.oneclear.message.cups.NetworkFunction;
import io.oneclear.message.upstream.UpstreamAnswer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a scheme sends: answers to requests (believed only with a right MAC), answers to network
 * management, and its own network management and key resets. A message that is not believed or not
 * understood is counted, alarmed and treated as if it had not come, so that the request it may have
 * been meant for times out and is reversed.
 */
final class IncomingMessages {

  static final int MAC_FIELD = 128;

  private static final Logger LOG = LoggerFactory.getLogger(IncomingMessages.class);
  private static final int ALARMS_PER_SECOND = 10;
  private static final int RESPONSE_CODE_FIELD = 39;
  private static final int SETTLEMENT_DATE_FIELD = 15;

  private final SchemeLinkConfig config;
  private final CupsDialect dialect;
  private final LinkPorts ports;
  private final PendingRequests pending;
  private final AtomicInteger verifying = new AtomicInteger();
  private final AlarmGate alarms = new AlarmGate(ALARMS_PER_SECOND);
  private volatile Consumer<UpstreamAnswer> lateAnswers = _ -> {};

  IncomingMessages(
      SchemeLinkConfig config, CupsDialect dialect, LinkPorts ports, PendingRequests pending) {
    this.config = config;
    this.dialect = dialect;
    this.ports = ports;
    this.pending = pending;
  }

  void onLateAnswer(Consumer<UpstreamAnswer> listener) {
    lateAnswers = listener;
  }

  /** A frame has come. Nothing in it throws out of here. */
  void received(LinkSession session, byte[] frame) {
    try {
      CupsFrame decoded = dialect.decode(frame);
      if (decoded.header().rejected()) {
        refuse(Refusal.HEADER_REJECTED, decoded.header().rejectCode());
      } else {
        dispatch(session, decoded.message());
      }
    } catch (MalformedMessageException e) {
      refuse(Refusal.MALFORMED, e.getMessage());
    } catch (RuntimeException e) {
      refuse(Refusal.MALFORMED, e.getClass().getName());
    }
  }

  private void dispatch(LinkSession session, IsoMessage message) throws MalformedMessageException {
    Mti type = message.mti().original(); // a repeat is taken like the first
    if (!type.isRequest()) {
      if (type.equals(Mti.MANAGEMENT_ADVICE.answer())) {
        managementAnswer(session, message);
      } else {
        verify(session, message);
      }
    } else if (type.equals(Mti.MANAGEMENT_ADVICE)) {
      session.send(dialect.answerTo(message, management(message)));
    } else if (type.equals(Mti.MANAGEMENT)
        && dialect.function(message) == NetworkFunction.KEY_RESET) {
      keyReset(session, message);
    } else {
      refuse(Refusal.UNEXPECTED, "type " + type);
    }
  }

  private void managementAnswer(LinkSession session, IsoMessage message)
      throws MalformedMessageException {
    if (!message.has(RESPONSE_CODE_FIELD)) {
      throw new MalformedMessageException(RESPONSE_CODE_FIELD, "missing");
    }
    ResponseCode code = new ResponseCode(message.text(RESPONSE_CODE_FIELD));
    if (!session.managementAnswered(dialect.key(message), code)) {
      refuse(Refusal.UNEXPECTED, "answer to no network management message of ours");
    }
  }

  /** What the scheme tells or asks us with 0820; gives the code to answer. */
  private ResponseCode management(IsoMessage message) {
    return switch (dialect.function(message)) {
      case ECHO -> ResponseCode.APPROVED;
      case CUT_OVER_BEGINS -> {
        ports.listener().dayCutBegins(message.text(SETTLEMENT_DATE_FIELD));
        yield ResponseCode.APPROVED;
      }
      case CUT_OVER_ENDS -> {
        ports.listener().dayCutEnds(message.text(SETTLEMENT_DATE_FIELD));
        yield ResponseCode.APPROVED;
      }
      case SIGN_ON, SIGN_OFF, KEY_RESET -> ResponseCode.NOT_SUPPORTED;
      case null -> ResponseCode.NOT_SUPPORTED;
    };
  }

  private void keyReset(LinkSession session, IsoMessage message) {
    KeyReset key;
    try {
      key = KeyReset.decode(message);
    } catch (MalformedMessageException e) {
      refuse(Refusal.MALFORMED, e.getMessage());
      answerKeyReset(session, message, ResponseCode.FORMAT_ERROR);
      return;
    }
    var _ =
        ask(() -> ports.security().installKey(key, message))
            .whenComplete(
                (code, failure) -> {
                  if (failure != null) {
                    alarm("key reset failed: " + failure.getClass().getName());
                  }
                  answerKeyReset(
                      session, message, failure == null ? code : ResponseCode.SYSTEM_ERROR);
                });
  }

  /** The answer carries a MAC: under the new key if that was the MAC key. */
  private void answerKeyReset(LinkSession session, IsoMessage request, ResponseCode code) {
    LOG.info("link {}: key reset answered with {}", config.name(), code);
    IsoMessage answer = dialect.answerTo(request, code);
    var _ =
        ask(() -> ports.security().mac(answer))
            .whenComplete(
                (mac, failure) -> {
                  if (failure == null) {
                    session.send(answer.set(MAC_FIELD, hex(mac)));
                  } else {
                    alarm("no MAC for the answer to a key reset: " + failure.getClass().getName());
                  }
                });
  }

  private void verify(LinkSession session, IsoMessage message) {
    CrashPoint.LINK_ANSWER_RECEIVED.reached();
    if (!message.has(MAC_FIELD)) {
      refuse(Refusal.MISSING_MAC, which(message));
      return;
    }
    if (verifying.incrementAndGet() > config.maxInFlight()) {
      verifying.decrementAndGet();
      refuse(Refusal.OVERLOADED, which(message));
      return;
    }
    session.checkBegins();
    var _ =
        ask(() -> ports.security().verify(message))
            .whenComplete(
                (right, failure) -> {
                  verifying.decrementAndGet();
                  if (failure != null) {
                    refuse(Refusal.VERIFY_FAILED, which(message));
                  } else if (right) {
                    believed(message);
                  } else {
                    refuse(Refusal.WRONG_MAC, which(message));
                  }
                  session.checkEnded();
                });
  }

  private void believed(IsoMessage message) {
    UpstreamAnswer answer;
    try {
      answer = dialect.toAnswer(message);
    } catch (MalformedMessageException e) {
      refuse(Refusal.MALFORMED, e.getMessage());
      return;
    }
    switch (pending.answered(message.mti().original(), answer)) {
      case PendingRequests.Match.Hit hit ->
          ports.metrics().answered(config.name(), hit.nanosSinceSent());
      case PendingRequests.Match.Miss miss -> {
        ports.metrics().late(config.name(), miss.kind());
        LOG.info("link {}: {} answer {}", config.name(), miss.kind(), which(message));
        tellLate(answer);
      }
    }
  }

  private void tellLate(UpstreamAnswer answer) {
    try {
      lateAnswers.accept(answer);
    } catch (RuntimeException e) {
      LOG.error("link {}: a late answer could not be handed on", config.name(), e);
      alarm("a late answer could not be handed on: " + answer.key());
    }
  }

  /** Counts every one; the alarm may be held back. */
  private void refuse(Refusal reason, String detail) {
    ports.metrics().refusedMessage(config.name(), reason);
    alarm(reason + ": " + detail);
  }

  /** Tells of trouble, a few times a second at most: thousands of wrong MACs are one trouble. */
  void alarm(String text) {
    int heldBack = alarms.enter(ports.timer().nanos());
    if (heldBack < 0) {
      return;
    }
    String told = heldBack == 0 ? text : text + " (" + heldBack + " alarms held back before it)";
    LOG.warn("link {}: {}", config.name(), told);
    ports.listener().alarm(config.name() + ": " + told);
  }

  /** Type, time and trace number: nothing of the card. */
  private static String which(IsoMessage message) {
    return message.mti() + " F7=" + message.text(7) + " F11=" + message.text(11);
  }

  static String hex(byte[] mac) {
    return new String(mac, StandardCharsets.US_ASCII);
  }

  /** A question to the security port; what it throws is a failed answer too. */
  static <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
