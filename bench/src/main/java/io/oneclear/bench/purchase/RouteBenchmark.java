package io.oneclear.bench.purchase;

import io.oneclear.merchant.CardProduct;
import io.oneclear.message.Pan;
import io.oneclear.security.KeyUsage;
import io.oneclear.switching.Links;
import io.oneclear.switching.Router;
import io.oneclear.switching.route.Bin;
import io.oneclear.switching.route.BinTable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a card number to its link: the longest of 5,000 prefixes of 4 to 10 digits, then the first
 * of two links that is up. The cards take turns, so that neither the table's path nor a branch can
 * be learned by heart.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RouteBenchmark {

  private static final int BINS = 5_000;
  private static final int CARDS = 4_096;
  private static final List<String> LINKS = List.of("first", "second");

  private final Random random = new Random(62);
  private Router router;
  private Pan[] cards;
  private int next;

  @Setup
  public void setUp() throws IOException {
    List<Bin> bins = bins();
    KeyRoom room = KeyRoom.fresh();
    UpstreamLeg leg =
        new UpstreamLeg(room.module(), room.newKey(KeyUsage.MAC), new TerminalLeg(room).pinBlock());
    Links links = new Links();
    for (String name : LINKS) {
      links.add(
          new AnsweringLink(
              name, leg, room.newKey(KeyUsage.PIN_ENCRYPTION), InstantSource.system()));
    }
    router = new Router(new BinTable(bins), links);
    cards =
        IntStream.range(0, CARDS)
            .mapToObj(_ -> bins.get(random.nextInt(BINS)).prefix())
            .map(prefix -> new Pan(prefix + digits(16 - prefix.length())))
            .toArray(Pan[]::new);
    for (Pan card : cards) {
      prove(bins, card);
    }
  }

  private List<Bin> bins() {
    return Stream.generate(() -> "62" + digits(2 + random.nextInt(7)))
        .distinct()
        .limit(BINS)
        .map(prefix -> new Bin(prefix, CardProduct.DEBIT, "issuer of " + prefix, LINKS))
        .toList();
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private void prove(List<Bin> bins, Pan card) {
    Bin longest =
        bins.stream()
            .filter(bin -> card.clear().startsWith(bin.prefix()))
            .max(Comparator.comparingInt(bin -> bin.prefix().length()))
            .orElseThrow();
    Router.Route route = router.select(card).orElseThrow();
    if (!route.bin().equals(longest) || !route.link().orElseThrow().name().equals("first")) {
      throw new IllegalStateException("a card goes where it should not");
    }
  }

  @Benchmark
  public Optional<Router.Route> route() {
    next = (next + 1) % CARDS;
    return router.select(cards[next]);
  }
}
