package io.oneclear.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.message.MerchantId;
import io.oneclear.security.ClearKey;
import io.oneclear.simulator.DemoTerminal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDataTest {

  private static final int OF_THE_DEMO = 62;

  @TempDir private Path directory;

  @Test
  void terminalsBeyondTheDemosOwnTakeTurnsBetweenTheMerchants() {
    Map<MerchantId, Long> terminals =
        open(new DemoSize(OF_THE_DEMO + 40, 4)).terminals().stream()
            .skip(OF_THE_DEMO)
            .collect(Collectors.groupingBy(DemoTerminal::merchant, Collectors.counting()));
    assertThat(terminals).hasSize(4).containsKey(new MerchantId("490100054110001"));
    assertThat(terminals.values()).containsOnly(10L);
  }

  @Test
  void withoutAWishTheyBelongToTheFirstMerchant() {
    assertThat(open(DemoSize.ofTerminals(OF_THE_DEMO + 40)).terminals().stream().skip(OF_THE_DEMO))
        .extracting(DemoTerminal::merchant)
        .containsOnly(new MerchantId("490100054110001"));
  }

  @Test
  void theSameMerchantsAreThereAfterAStartWithoutTheWish() {
    Set<MerchantId> first = merchants(open(new DemoSize(OF_THE_DEMO + 10, 5)));
    assertThat(first).hasSize(6 + 4);
    assertThat(merchants(open(DemoSize.ofTerminals(0)))).isEqualTo(first);
  }

  /** As when a scheme and a server are started by two commands, one right behind the other. */
  @Test
  void whoeverOpensAnEmptyDirectoryAtTheSameTimeHasTheSameKeys() throws Exception {
    int openers = 8;
    List<Callable<DemoData>> all =
        Collections.nCopies(openers, () -> open(DemoSize.ofTerminals(OF_THE_DEMO + 40)));
    List<DemoData> opened = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(openers)) {
      for (Future<DemoData> each : threads.invokeAll(all)) {
        opened.add(each.get());
      }
    }
    assertThat(opened).extracting(DemoDataTest::keys).containsOnly(keys(opened.getFirst()));
  }

  /** By their hash: no key in a report. */
  private static List<Integer> keys(DemoData data) {
    Stream<ClearKey> link =
        Stream.of(data.linkKeys().zmk(), data.linkKeys().zpk(), data.linkKeys().zak());
    return Stream.concat(link, data.terminals().stream().map(DemoTerminal::tmk))
        .map(key -> Arrays.hashCode(key.clear()))
        .toList();
  }

  private static Set<MerchantId> merchants(DemoData data) {
    return data.merchants().stream()
        .map(merchant -> merchant.merchant().id())
        .collect(Collectors.toSet());
  }

  private DemoData open(DemoSize size) {
    DataDirectory data = new DataDirectory(directory);
    data.prepare();
    return DemoData.open(Installation.find(), data, size, new SecureRandom(), Clock.systemUTC());
  }
}
