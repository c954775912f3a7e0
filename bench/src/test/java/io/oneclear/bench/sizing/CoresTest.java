package io.oneclear.bench.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {

  private final List<Double> done = new ArrayList<>();

  @Test
  void oneThreadHasAProcessorForItself() {
    run(new Cores(2, 1.5, false), 100);
    assertThat(done).singleElement().satisfies(at -> assertThat(at).isCloseTo(100, within(0.01)));
  }

  @Test
  void twoThreadsOnOneProcessorTakeTwiceAsLong() {
    run(new Cores(1, 1.5, false), 100, 100);
    assertThat(done.getLast()).isCloseTo(200, within(0.01));
  }

  @Test
  void twoThreadsOnTwoProcessorsAreInEachOthersWay() {
    run(new Cores(2, 1.5, false), 100, 100);
    assertThat(done.getLast()).isCloseTo(150, within(0.01));
  }

  @Test
  void whoIsLeftAloneGoesOnFaster() {
    run(new Cores(2, 1.5, false), 100, 200);
    assertThat(done).hasSize(2);
    assertThat(done.getFirst()).isCloseTo(150, within(0.01));
    assertThat(done.getLast()).isCloseTo(250, within(0.01));
  }

  @Test
  void onABusyMachineEvenOneThreadIsSlowed() {
    run(new Cores(2, 1.5, true), 100);
    assertThat(done.getLast()).isCloseTo(150, within(0.01));
  }

  @Test
  void aThreadDoesOneThingAfterTheOther() {
    Cores cores = new Cores(4, 1, false);
    Timeline timeline = new Timeline(List.of(cores));
    Worker worker = new Worker(cores);
    worker.give(100, () -> done.add(timeline.now()));
    worker.give(50, () -> done.add(timeline.now()));
    timeline.runUntil(1_000);
    assertThat(done.getLast()).isCloseTo(150, within(0.01));
    assertThat(worker.busy()).isCloseTo(150, within(0.01));
  }

  private void run(Cores cores, double... works) {
    Timeline timeline = new Timeline(List.of(cores));
    for (double work : works) {
      new Worker(cores).give(work, () -> done.add(timeline.now()));
    }
    timeline.runUntil(10_000);
  }
}
