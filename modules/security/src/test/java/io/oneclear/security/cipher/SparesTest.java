package io.oneclear.security.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SparesTest {

  private final AtomicInteger made = new AtomicInteger();
  private final Spares<Integer> spares = new Spares<>(made::incrementAndGet);

  @Test
  void whatWasGivenBackIsTakenAgain() {
    Integer first = spares.take();
    spares.giveBack(first);
    assertThat(spares.take()).isSameAs(first);
    assertThat(made).hasValue(1);
  }

  @Test
  void nothingIsHandedToTwoAtOnceAndNotMoreThanEightAreKept() {
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      taken.add(spares.take());
    }
    assertThat(taken).doesNotHaveDuplicates();
    taken.forEach(spares::giveBack);
    Set<Integer> again = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      again.add(spares.take());
    }
    assertThat(again).hasSize(20);
    assertThat(made).hasValue(32);
  }
}
