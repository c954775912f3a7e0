package io.oneclear.link.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.link.matching.LinkResult.Answered;
import io.oneclear.link.matching.LinkResult.NotSent;
import io.oneclear.link.matching.LinkResult.TimedOut;
import io.oneclear.link.matching.PendingRequests.Match.Hit;
import io.oneclear.link.matching.PendingRequests.Match.Miss;
import io.oneclear.link.matching.PendingRequests.Opening;
import io.oneclear.message.Mti;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Stan;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingRequestsTest {

  private static final Mti ANSWER = new Mti("0210");
  private static final Object CONNECTION = "connection 1";
  private static final Object OTHER_CONNECTION = "connection 2";
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final ManualTimer timer = new ManualTimer();
  private final List<LinkResult> unanswered = new ArrayList<>();
  private final PendingRequests pending =
      new PendingRequests(
          new PendingRequests.Limits(3, TIMEOUT, WINDOW, 4), timer, unanswered::add);

  @Test
  void answerReachesItsRequest() {
    var result = send(1, CONNECTION);
    timer.pass(Duration.ofMillis(700));

    assertThat(pending.answered(ANSWER, answer(1))).isEqualTo(new Hit(700_000_000));

    assertThat(result).isCompletedWithValue(new Answered(answer(1)));
    assertThat(pending.inFlight()).isZero();
    assertThat(unanswered).isEmpty();
  }

  @Test
  void answersMayComeCrossed() {
    var first = send(1, CONNECTION);
    var second = send(2, CONNECTION);

    pending.answered(ANSWER, answer(2));
    assertThat(first).isNotDone();
    pending.answered(ANSWER, answer(1));

    assertThat(first).isCompletedWithValue(new Answered(answer(1)));
    assertThat(second).isCompletedWithValue(new Answered(answer(2)));
  }

  @Test
  void requestTimesOutAtItsOwnDeadline() {
    var first = send(1, CONNECTION);
    timer.pass(Duration.ofSeconds(1));
    var second = send(2, CONNECTION);

    timer.pass(Duration.ofMillis(999));
    assertThat(first).isNotDone();
    timer.pass(Duration.ofMillis(1));
    assertThat(first).isCompletedWithValue(new TimedOut());
    assertThat(second).isNotDone();
    timer.pass(Duration.ofSeconds(1));
    assertThat(second).isCompletedWithValue(new TimedOut());
    assertThat(unanswered).containsExactly(new TimedOut(), new TimedOut());
    assertThat(timer.set()).isZero();
  }

  @Test
  void answerAfterTheTimeOutIsLate() {
    var result = send(1, CONNECTION);
    timer.pass(TIMEOUT);

    assertThat(pending.answered(ANSWER, answer(1))).isEqualTo(new Miss(LateKind.LATE));

    assertThat(result).isCompletedWithValue(new TimedOut());
  }

  @Test
  void secondAnswerIsADuplicateWithinTheWindowAndUnknownAfterIt() {
    var _ = send(1, CONNECTION);
    pending.answered(ANSWER, answer(1));

    timer.pass(WINDOW.minusMillis(1));
    assertThat(pending.answered(ANSWER, answer(1))).isEqualTo(new Miss(LateKind.DUPLICATE));
    timer.pass(Duration.ofMillis(1));
    assertThat(pending.answered(ANSWER, answer(1))).isEqualTo(new Miss(LateKind.UNMATCHED));
  }

  @Test
  void answerToNobodysRequestIsUnmatched() {
    assertThat(pending.answered(ANSWER, answer(9))).isEqualTo(new Miss(LateKind.UNMATCHED));
  }

  @Test
  void everyPartOfTheIdentityCounts() {
    var result = send(1, CONNECTION);
    UpstreamKey key = key(1);
    List<UpstreamKey> others =
        List.of(
            new UpstreamKey("1122143001", key.stan(), key.acquirer(), key.forwarder()),
            new UpstreamKey(key.transmissionTime(), new Stan(2), key.acquirer(), key.forwarder()),
            new UpstreamKey(key.transmissionTime(), key.stan(), "49000001", key.forwarder()),
            new UpstreamKey(key.transmissionTime(), key.stan(), key.acquirer(), "49000001"));

    for (UpstreamKey other : others) {
      assertThat(pending.answered(ANSWER, answer(other))).isEqualTo(new Miss(LateKind.UNMATCHED));
    }

    assertThat(result).isNotDone();
  }

  @Test
  void answerOfAnotherTypeIsNotTheAnswer() {
    var result = send(1, CONNECTION);

    assertThat(pending.answered(new Mti("0430"), answer(1)))
        .isEqualTo(new Miss(LateKind.UNMATCHED));

    assertThat(result).isNotDone();
    assertThat(pending.answered(ANSWER, answer(1))).isInstanceOf(Hit.class);
  }

  @Test
  void lostConnectionEndsWhatWasSentOnItAndNothingElse() {
    var lost = send(1, CONNECTION);
    var elsewhere = send(2, OTHER_CONNECTION);
    var preparing = new CompletableFuture<LinkResult>();
    pending.open(key(3), ANSWER, preparing);

    pending.lost(CONNECTION);

    assertThat(lost).isCompletedWithValue(new TimedOut());
    assertThat(elsewhere).isNotDone();
    assertThat(preparing).isNotDone();
    assertThat(pending.answered(ANSWER, answer(1))).isEqualTo(new Miss(LateKind.LATE));
    assertThat(pending.inFlight()).isEqualTo(2);
  }

  @Test
  void requestThatIsNotPreparedInTimeWasNotSent() {
    var result = new CompletableFuture<LinkResult>();
    pending.open(key(1), ANSWER, result);

    timer.pass(TIMEOUT);

    assertThat(result).isCompletedWithValue(new NotSent("not ready to be sent in time"));
    assertThat(pending.sent(key(1), CONNECTION)).isFalse();
  }

  @Test
  void withdrawnRequestWasNotSent() {
    var result = new CompletableFuture<LinkResult>();
    pending.open(key(1), ANSWER, result);

    assertThat(pending.withdraw(key(1), "no connection")).isTrue();
    assertThat(pending.withdraw(key(1), "again")).isFalse();

    assertThat(result).isCompletedWithValue(new NotSent("no connection"));
    assertThat(unanswered).isEmpty();
  }

  @Test
  void placesAreLimitedAndComeBack() {
    var _ = send(1, CONNECTION);
    var _ = send(2, CONNECTION);
    var _ = send(3, CONNECTION);

    assertThat(pending.open(key(4), ANSWER, new CompletableFuture<>())).isEqualTo(Opening.FULL);
    pending.answered(ANSWER, answer(2));
    assertThat(pending.open(key(4), ANSWER, new CompletableFuture<>())).isEqualTo(Opening.OPENED);
  }

  @Test
  void sameIdentityCannotBeInFlightTwiceButMayBeSentAgainLater() {
    var first = send(1, CONNECTION);
    assertThat(pending.open(key(1), ANSWER, new CompletableFuture<>()))
        .isEqualTo(Opening.ALREADY_OPEN);
    timer.pass(TIMEOUT);
    assertThat(first).isCompletedWithValue(new TimedOut());

    var again = send(1, CONNECTION);
    assertThat(pending.answered(ANSWER, answer(1))).isInstanceOf(Hit.class);

    assertThat(again).isCompletedWithValue(new Answered(answer(1)));
  }

  @Test
  void memoryOfTheFinishedIsBounded() {
    for (int stan = 1; stan <= 6; stan++) {
      var _ = send(stan, CONNECTION);
      pending.answered(ANSWER, answer(stan));
    }

    assertThat(pending.answered(ANSWER, answer(2))).isEqualTo(new Miss(LateKind.UNMATCHED));
    assertThat(pending.answered(ANSWER, answer(3))).isEqualTo(new Miss(LateKind.DUPLICATE));
  }

  @Test
  void endOfTheLinkEndsEverything() {
    var sent = send(1, CONNECTION);
    var preparing = new CompletableFuture<LinkResult>();
    pending.open(key(2), ANSWER, preparing);
    var none = pending.none();
    assertThat(none).isNotDone();

    pending.endAll();

    assertThat(sent).isCompletedWithValue(new TimedOut());
    assertThat(preparing.join()).isInstanceOf(NotSent.class);
    assertThat(none).isCompleted();
    assertThat(pending.none()).isCompleted();
  }

  /** A thousand random lives under a seed: each request ends once, and as the rules say. */
  @Test
  void anyOrderOfEventsEndsEachRequestExactlyOnce() {
    for (long seed = 0; seed < 200; seed++) {
      randomLife(seed);
    }
  }

  private void randomLife(long seed) {
    ManualTimer time = new ManualTimer();
    Random random = new Random(seed);
    List<LinkResult> ends = new ArrayList<>();
    PendingRequests table =
        new PendingRequests(new PendingRequests.Limits(20, TIMEOUT, WINDOW, 50), time, ends::add);
    Map<Integer, List<LinkResult>> results = new HashMap<>();
    int hits = 0;
    int stan = 0;
    for (int step = 0; step < 300; step++) {
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          var result = new CompletableFuture<LinkResult>();
          int number = ++stan;
          List<LinkResult> ended = new ArrayList<>();
          var _ = result.thenAccept(ended::add);
          if (table.open(key(number), ANSWER, result) == Opening.OPENED) {
            results.put(number, ended);
          }
        }
        case 2 -> table.sent(key(1 + random.nextInt(stan + 1)), random.nextInt(3));
        case 3 -> {
          if (table.answered(ANSWER, answer(1 + random.nextInt(stan + 1))) instanceof Hit) {
            hits++;
          }
        }
        case 4 -> time.pass(Duration.ofMillis(random.nextInt(400)));
        default -> table.lost(random.nextInt(3));
      }
    }
    table.endAll();
    assertThat(table.inFlight()).isZero();
    assertThat(results.values()).as("seed %d", seed).allMatch(ended -> ended.size() == 1);
    assertThat(ends.size() + hits).as("seed %d", seed).isEqualTo(results.size());
  }

  private CompletableFuture<LinkResult> send(int stan, Object connection) {
    var result = new CompletableFuture<LinkResult>();
    assertThat(pending.open(key(stan), ANSWER, result)).isEqualTo(Opening.OPENED);
    assertThat(pending.sent(key(stan), connection)).isTrue();
    return result;
  }

  private static UpstreamKey key(int stan) {
    return new UpstreamKey("1122143000", new Stan(stan), "49000000", "49000000");
  }

  private static UpstreamAnswer answer(int stan) {
    return answer(key(stan));
  }

  private static UpstreamAnswer answer(UpstreamKey key) {
    return new UpstreamAnswer(key, ResponseCode.APPROVED, null, null, null, null, null, null, null);
  }
}
