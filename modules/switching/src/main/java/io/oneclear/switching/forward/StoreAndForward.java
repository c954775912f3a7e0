package io.oneclear.switching.forward;

import io.oneclear.message.ResponseCode;
import io.oneclear.message.crash.CrashPoint;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.security.PanProtection;
import io.oneclear.switching.Links;
import io.oneclear.switching.SwitchMetrics;
import io.oneclear.switching.SwitchMetrics.Alarm;
import io.oneclear.switching.Terminals;
import io.oneclear.switching.Timer;
import io.oneclear.switching.Upstream;
import io.oneclear.switching.Upstream.Answered;
import io.oneclear.switching.Upstream.NotSent;
import io.oneclear.switching.Upstream.TimedOut;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.journal.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the schemes what is stored for them, until they accept it.
 *
 * <p>Takes what is due from the journal in small lots, link by link, and never more than {@code
 * parallel} of a link at a time: a link that swallows what it is sent holds up its own advices
 * only. The journal keeps the order of what is about one purchase. An advice that is not accepted
 * comes back later and later, and after its last attempt is parked with an alarm, so that a
 * poisoned one holds nothing up. Items whose node dies come back when their lease runs out.
 */
public final class StoreAndForward {

  private static final Logger LOG = LoggerFactory.getLogger(StoreAndForward.class);
  private static final Duration MORE_IS_WAITING = Duration.ofMillis(1);

  private final StoreAndForwardConfig config;
  private final Parts parts;
  private final AdviceRequests requests;
  private final AtomicInteger underWay = new AtomicInteger();
  private final ConcurrentMap<String, AtomicInteger> underWayOnLink = new ConcurrentHashMap<>();
  private volatile boolean running;
  private volatile Timer.Handle nextPoll = () -> {};

  public StoreAndForward(StoreAndForwardConfig config, Parts parts) {
    this.config = config;
    this.parts = parts;
    this.requests = new AdviceRequests(parts.pans(), parts.terminals());
  }

  public void start() {
    running = true;
    poll();
  }

  /** Takes nothing new; what is under way ends by itself, or comes back when its lease runs out. */
  public void stop() {
    running = false;
    nextPoll.cancel();
  }

  private void poll() {
    if (!running) {
      return;
    }
    List<CompletableFuture<Boolean>> looks = new ArrayList<>();
    // In the order of their names, so that a simulated run can be repeated.
    for (String link : new TreeSet<>(parts.links().available())) {
      int room = config.parallel() - underWay(link).get();
      if (room > 0) {
        looks.add(look(link, room));
      }
    }
    var _ =
        CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new))
            .thenRun(
                () -> {
                  boolean more = looks.stream().anyMatch(CompletableFuture::join);
                  Duration pause = more ? MORE_IS_WAITING : config.pollInterval();
                  nextPoll = parts.timer().after(pause, this::poll);
                });
  }

  /** Sends what is due on a link. True if that was as much as there is room for. Never fails. */
  private CompletableFuture<Boolean> look(String link, int room) {
    return CompletableFuture.completedFuture(Set.of(link))
        .thenCompose(only -> parts.journal().due(parts.clock().instant(), only, room))
        .handle(
            (due, failure) -> {
              if (failure != null) {
                parts.metrics().alarm(Alarm.JOURNAL);
                LOG.warn("store-and-forward cannot read the journal: {}", failure.toString());
                return false;
              }
              due.forEach(this::deliver);
              return due.size() == room;
            });
  }

  private AtomicInteger underWay(String link) {
    return underWayOnLink.computeIfAbsent(link, _ -> new AtomicInteger());
  }

  /** One advice, from its lease to its report. Whatever goes wrong ends here and is counted. */
  private void deliver(StoredAdvice advice) {
    CrashPoint.ADVICE_LEASED.reached();
    AtomicInteger onLink = underWay(advice.link());
    onLink.incrementAndGet();
    parts.metrics().advicesUnderWay(underWay.incrementAndGet());
    var _ =
        CompletableFuture.completedFuture(advice)
            .thenCompose(this::send)
            .exceptionallyCompose(failure -> failed(advice, failure))
            .whenComplete(
                (_, failure) -> {
                  onLink.decrementAndGet();
                  parts.metrics().advicesUnderWay(underWay.decrementAndGet());
                  if (failure != null) {
                    parts.metrics().alarm(Alarm.INTERNAL_ERROR);
                    LOG.error("advice={} could not be reported on", advice.id(), failure);
                  }
                });
  }

  private CompletableFuture<Void> send(StoredAdvice advice) {
    Optional<Upstream> link = parts.links().find(advice.link());
    if (link.isEmpty()) {
      return parts.journal().giveBack(advice, nextAttempt(advice));
    }
    UpstreamRequest request = requests.of(advice);
    return link.get()
        .send(request)
        .thenCompose(
            result ->
                switch (result) {
                  case Answered(UpstreamAnswer answer) when !answer.isAbout(request) ->
                      mismatched(advice);
                  case Answered(UpstreamAnswer answer) -> answered(advice, answer);
                  case TimedOut() -> unanswered(advice, "no answer in time");
                  case NotSent(_) -> {
                    parts.metrics().adviceUnanswered(advice.link());
                    yield parts.journal().giveBack(advice, nextAttempt(advice));
                  }
                });
  }

  private CompletableFuture<Void> answered(StoredAdvice advice, UpstreamAnswer answer) {
    CrashPoint.ADVICE_ANSWERED.reached();
    boolean ends = ends(advice.type(), answer.code());
    parts.metrics().adviceAnswered(advice.link(), answer.code(), ends);
    CompletableFuture<Void> reported =
        ends
            ? parts.journal().delivered(advice, Outcome.of(answer))
            : again(advice, "answered " + answer.code());
    CrashPoint.ADVICE_REPORT_ENQUEUED.reached();
    return reported;
  }

  /** As good as no answer: what the scheme did about another amount or card is for a person. */
  private CompletableFuture<Void> mismatched(StoredAdvice advice) {
    parts.metrics().alarm(Alarm.ANSWER_MISMATCH);
    LOG.warn("answer is about another amount or card advice={}", advice.id());
    return unanswered(advice, "answered about another amount or card");
  }

  private boolean ends(StoredAdvice.Type type, ResponseCode code) {
    return switch (type) {
      case REVERSAL -> config.reversalEnds().contains(code);
      case REPEAT -> !config.repeatGoesOn().contains(code);
    };
  }

  private CompletableFuture<Void> unanswered(StoredAdvice advice, String why) {
    parts.metrics().adviceUnanswered(advice.link());
    return again(advice, why);
  }

  /**
   * What cannot be built or sent is a failed attempt; if the journal failed, the lease runs out.
   */
  private CompletableFuture<Void> failed(StoredAdvice advice, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof JournalException) {
      parts.metrics().alarm(Alarm.JOURNAL);
      return CompletableFuture.completedFuture(null);
    }
    parts.metrics().alarm(Alarm.INTERNAL_ERROR);
    LOG.error("advice={} cannot be sent", advice.id(), cause);
    return again(advice, "cannot be sent: " + cause.getClass().getSimpleName());
  }

  private CompletableFuture<Void> again(StoredAdvice advice, String why) {
    if (advice.attempts() + 1 < config.maxAttempts()) {
      return parts.journal().postpone(advice, nextAttempt(advice), why);
    }
    parts.metrics().alarm(Alarm.ADVICE_PARKED);
    LOG.error(
        "parked advice={} type={} link={} transaction={} why={}",
        advice.id(),
        advice.type(),
        advice.link(),
        advice.transaction().id(),
        why);
    return parts.journal().park(advice, why);
  }

  /** Doubles with each attempt up to the longest pause; a fifth of it is chance, against storms. */
  private Instant nextAttempt(StoredAdvice advice) {
    long longest = config.longestRetry().toMillis();
    int doublings = Math.min(advice.attempts(), 20);
    long pause = Math.min(longest, config.firstRetry().toMillis() << doublings);
    long jitter = parts.random().nextLong(pause / 5 + 1);
    return parts.clock().instant().plusMillis(pause - jitter);
  }

  /** What store-and-forward works with. */
  public record Parts(
      Journal journal,
      Links links,
      Terminals terminals,
      PanProtection pans,
      Timer timer,
      InstantSource clock,
      RandomGenerator random,
      SwitchMetrics metrics) {}

  /** Advices being sent now, on all links. */
  public int underWay() {
    return underWay.get();
  }
}
