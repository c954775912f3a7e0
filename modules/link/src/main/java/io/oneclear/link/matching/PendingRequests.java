package io.oneclear.link.matching;

import io.oneclear.message.Mti;
import io.oneclear.message.crash.CrashPoint;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Requests waiting for their answers, matched on F7 + F11 + F32 + F33 and on the type of the
 * answer.
 *
 * <pre>
 *   open ──▶ preparing ──sent──▶ waiting ──answer──▶ Answered
 *                │                  ├── deadline, connection lost ──▶ TimedOut
 *                └── deadline ──────┴── withdrawn ──▶ NotSent
 * </pre>
 *
 * <p>A request ends exactly once. When a connection is lost, what was sent on it ends as timed out
 * at once, not at its deadline: the answer would have come on that connection, and the sooner the
 * reversal leaves the better. Should an answer come after all, on whichever connection, it is late.
 *
 * <p>Finished requests are remembered for a while, so that a late answer, a second answer and an
 * answer to nobody can be told apart. The same request may be opened again (a retransmission) once
 * it has ended.
 *
 * <p>All requests have the same time-out: the oldest is always the next to expire, and one timer is
 * enough for all.
 */
public final class PendingRequests {

  /**
   * What bounds the table.
   *
   * @param maxInFlight requests open at once
   * @param requestTimeout from open to the end
   * @param lateWindow how long a finished request is remembered
   * @param maxRemembered how many finished requests are remembered at most
   */
  public record Limits(
      int maxInFlight, Duration requestTimeout, Duration lateWindow, int maxRemembered) {

    public Limits {
      if (maxInFlight < 1 || maxRemembered < 1) {
        throw new IllegalArgumentException("pending requests: limits start at 1");
      }
      if (!requestTimeout.isPositive() || !lateWindow.isPositive()) {
        throw new IllegalArgumentException("pending requests: times are longer than 0");
      }
    }
  }

  /** What became of an attempt to open a request. */
  public enum Opening {
    OPENED,
    /** As many are open as may be. */
    FULL,
    /** A request with this identity is open. */
    ALREADY_OPEN
  }

  /** What an answer met. */
  public sealed interface Match {

    /** Its request, sent so long ago. */
    record Hit(long nanosSinceSent) implements Match {}

    /** Nobody waiting. */
    record Miss(LateKind kind) implements Match {}
  }

  private final Limits limits;
  private final long timeoutNanos;
  private final LinkTimer timer;
  private final Consumer<LinkResult> unanswered;

  // Guarded by this. The open ones are in the order of their deadlines.
  private final LinkedHashMap<UpstreamKey, Request> open = new LinkedHashMap<>();
  private final FinishedRequests finished;
  private final List<CompletableFuture<Void>> waitingForNone = new ArrayList<>();
  private boolean timerSet;

  /**
   * @param unanswered told of every request that ends by time-out or with its connection, before
   *     its future is
   */
  public PendingRequests(Limits limits, LinkTimer timer, Consumer<LinkResult> unanswered) {
    this.limits = limits;
    this.timeoutNanos = limits.requestTimeout().toNanos();
    this.timer = timer;
    this.unanswered = unanswered;
    this.finished = new FinishedRequests(limits.maxRemembered(), limits.lateWindow());
  }

  /**
   * Takes a place for a request that is being prepared.
   *
   * @param answerType type its answer will have
   * @param result completed when the request ends
   */
  public synchronized Opening open(
      UpstreamKey key, Mti answerType, CompletableFuture<LinkResult> result) {
    if (open.size() >= limits.maxInFlight()) {
      return Opening.FULL;
    }
    Request request = new Request(answerType, result, timer.nanos() + timeoutNanos);
    if (open.putIfAbsent(key, request) != null) {
      return Opening.ALREADY_OPEN;
    }
    finished.remove(key);
    setTimer();
    return Opening.OPENED;
  }

  /**
   * The request is about to be written to {@code connection}.
   *
   * @return false if it has ended meanwhile and must not be sent
   */
  public synchronized boolean sent(UpstreamKey key, Object connection) {
    Request request = open.get(key);
    if (request == null) {
      return false;
    }
    request.connection = connection;
    request.sentAt = timer.nanos();
    return true;
  }

  /**
   * The request certainly did not leave.
   *
   * @return false if it had ended already
   */
  public boolean withdraw(UpstreamKey key, String reason) {
    Request request;
    synchronized (this) {
      request = open.remove(key);
    }
    if (request == null) {
      return false;
    }
    request.result.complete(new LinkResult.NotSent(reason));
    tellIfNone();
    return true;
  }

  /** An answer whose MAC was right has come. */
  public Match answered(Mti type, UpstreamAnswer answer) {
    UpstreamKey key = answer.key();
    Request request;
    long waited;
    synchronized (this) {
      request = open.get(key);
      if (request == null) {
        return new Match.Miss(finished.kindOf(key, timer.nanos()));
      }
      if (request.connection == null || !request.answerType.equals(type)) {
        return new Match.Miss(LateKind.UNMATCHED);
      }
      open.remove(key);
      finished.add(key, true, timer.nanos());
      waited = timer.nanos() - request.sentAt;
    }
    CrashPoint.LINK_ANSWER_MATCHED.reached();
    request.result.complete(new LinkResult.Answered(answer));
    tellIfNone();
    return new Match.Hit(waited);
  }

  /** The connection is gone: what was sent on it ends as timed out. */
  public void lost(Object connection) {
    List<Request> ended = new ArrayList<>();
    synchronized (this) {
      var entries = open.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<UpstreamKey, Request> entry = entries.next();
        if (entry.getValue().connection == connection) {
          entries.remove();
          finished.add(entry.getKey(), false, timer.nanos());
          ended.add(entry.getValue());
        }
      }
    }
    endWithoutAnswer(ended);
  }

  /** Ends everything: what was sent has timed out, what was not was not sent. */
  public void endAll() {
    expire(request -> true);
  }

  /** How many requests are open. */
  public synchronized int inFlight() {
    return open.size();
  }

  /** Done when no request is open. */
  public CompletableFuture<Void> none() {
    CompletableFuture<Void> none = new CompletableFuture<>();
    synchronized (this) {
      waitingForNone.add(none);
    }
    tellIfNone();
    return none;
  }

  private void setTimer() {
    if (!timerSet && !open.isEmpty()) {
      timerSet = true;
      long left = open.firstEntry().getValue().deadline - timer.nanos();
      var _ = timer.after(Duration.ofNanos(Math.max(left, 0)), this::deadline);
    }
  }

  private void deadline() {
    long now = timer.nanos();
    expire(request -> request.deadline - now <= 0);
    synchronized (this) {
      timerSet = false;
      setTimer();
    }
  }

  /** Ends the oldest requests as long as they are to end. */
  private void expire(Predicate<Request> toEnd) {
    List<Request> ended = new ArrayList<>();
    synchronized (this) {
      for (var oldest = open.firstEntry();
          oldest != null && toEnd.test(oldest.getValue());
          oldest = open.firstEntry()) {
        open.pollFirstEntry();
        finished.add(oldest.getKey(), false, timer.nanos());
        ended.add(oldest.getValue());
      }
    }
    endWithoutAnswer(ended);
  }

  private void endWithoutAnswer(List<Request> ended) {
    for (Request request : ended) {
      LinkResult result =
          request.connection == null
              ? new LinkResult.NotSent("not ready to be sent in time")
              : new LinkResult.TimedOut();
      unanswered.accept(result);
      request.result.complete(result);
    }
    tellIfNone();
  }

  private void tellIfNone() {
    List<CompletableFuture<Void>> told;
    synchronized (this) {
      if (waitingForNone.isEmpty() || !open.isEmpty()) {
        return;
      }
      told = List.copyOf(waitingForNone);
      waitingForNone.clear();
    }
    told.forEach(none -> none.complete(null));
  }

  private static final class Request {
    final Mti answerType;
    final CompletableFuture<LinkResult> result;
    final long deadline;
    Object connection; // null while it is being prepared
    long sentAt;

    Request(Mti answerType, CompletableFuture<LinkResult> result, long deadline) {
      this.answerType = answerType;
      this.result = result;
      this.deadline = deadline;
    }
  }
}
