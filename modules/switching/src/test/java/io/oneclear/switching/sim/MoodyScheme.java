package io.oneclear.switching.sim;

import io.oneclear.message.KeyBlock;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Stan;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.switching.Upstream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A scheme that keeps books and a line to it that loses requests, loses answers and delivers them
 * late. What it has booked is the truth the switch is measured against.
 */
final class MoodyScheme implements Upstream {

  private static final Duration TIME_OUT = Duration.ofSeconds(15);

  private final VirtualTime time;
  private final KeyBlock pinKey;
  private final Random random;
  private final Map<UpstreamKey, Long> booked = new HashMap<>();
  private final Map<UpstreamKey, String> verdicts = new HashMap<>();
  private final Map<UpstreamKey, UpstreamKey> voidOf = new HashMap<>();
  private final Map<UpstreamKey, UpstreamKey> refundOf = new HashMap<>();
  private final Set<UpstreamKey> reversed = new HashSet<>();
  private Consumer<UpstreamAnswer> late = _ -> {};
  private boolean calm;
  private int stan;

  MoodyScheme(VirtualTime time, KeyBlock pinKey, Random random) {
    this.time = time;
    this.pinKey = pinKey;
    this.random = random;
  }

  /** From now on every request arrives and every answer too. */
  void calmDown() {
    calm = true;
  }

  /** What the cardholder has paid in the end for the purchase that went out under this key. */
  long paid(UpstreamKey purchase) {
    long sum = standing(purchase);
    for (var voiding : voidOf.entrySet()) {
      sum -= voiding.getValue().equals(purchase) ? standing(voiding.getKey()) : 0;
    }
    for (var refund : refundOf.entrySet()) {
      sum -= refund.getValue().equals(purchase) ? standing(refund.getKey()) : 0;
    }
    return sum;
  }

  private long standing(UpstreamKey key) {
    return reversed.contains(key) ? 0 : booked.getOrDefault(key, 0L);
  }

  @Override
  public String name() {
    return "cups";
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public UpstreamKey nextKey() {
    stan++;
    return new UpstreamKey("1122103000", new Stan(stan), "49000000", "49000000");
  }

  @Override
  public KeyBlock pinKey() {
    return pinKey;
  }

  @Override
  public void onLateAnswer(Consumer<UpstreamAnswer> listener) {
    late = listener;
  }

  @Override
  public CompletableFuture<Result> send(UpstreamRequest request) {
    int mood = calm ? 0 : random.nextInt(20);
    if (mood == 1) {
      return CompletableFuture.completedFuture(new NotSent("queue full"));
    }
    if (mood == 2) {
      return time.pause(TIME_OUT).thenApply(_ -> new TimedOut());
    }
    UpstreamAnswer answer = answer(request, book(request));
    if (mood == 3) {
      return time.pause(TIME_OUT).thenApply(_ -> new TimedOut());
    }
    if (mood == 4) {
      time.after(TIME_OUT.plusMillis(random.nextInt(5_000)), () -> late.accept(answer));
      return time.pause(TIME_OUT).thenApply(_ -> new TimedOut());
    }
    return time.pause(Duration.ofMillis(20 + random.nextInt(400)))
        .thenApply(_ -> new Answered(answer));
  }

  private String book(UpstreamRequest request) {
    UpstreamKey key = request.key();
    if (request.type().isReversal()) {
      reversed.add(request.original().key());
      return "00";
    }
    // A retransmission is the same request: it gets the same verdict and no second effect.
    return verdicts.computeIfAbsent(key, _ -> judge(request));
  }

  private String judge(UpstreamRequest request) {
    UpstreamKey key = request.key();
    if (reversed.contains(key)) {
      return "25";
    }
    if (random.nextInt(10) == 0) {
      return "51";
    }
    UpstreamKey original = request.original() == null ? null : request.original().key();
    switch (request.type()) {
      case PURCHASE -> booked.put(key, request.amount().fen());
      case VOID_PURCHASE -> {
        if (paid(original) != request.amount().fen()) {
          return "25";
        }
        voidOf.put(key, original);
        booked.put(key, request.amount().fen());
      }
      case REFUND -> {
        if (paid(original) < request.amount().fen()) {
          return "61";
        }
        refundOf.put(key, original);
        booked.put(key, request.amount().fen());
      }
      case BALANCE_INQUIRY, REVERSE_PURCHASE, REVERSE_VOID -> {}
    }
    return "00";
  }

  private static UpstreamAnswer answer(UpstreamRequest request, String code) {
    return new UpstreamAnswer(
        request.key(),
        new ResponseCode(code),
        code.equals("00") ? "A00001" : null,
        "1122",
        request.amount(),
        request.pan(),
        "01020000",
        null,
        null);
  }
}
