package io.oneclear.simulator.scheme.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Refusals;
import io.oneclear.fuzz.Scratch;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** The scheme simulator's rules file: read and put into force as its desk does. */
class RulesFileFuzzTest {

  private final Scratch scratch = new Scratch();

  @Timeout(30)
  @FuzzTest
  void file(byte[] bytes) {
    try {
      List<Rule> rules = Rules.read(scratch.file("rules.csv", bytes));
      rules.forEach(rule -> assertThat(rule.times()).isNotNegative());
      Rules inForce = new Rules(rules);
      assertThat(inForce.treatmentOf(new Purchase())).isNotNull();
    } catch (IllegalArgumentException | IOException e) {
      Refusals.areClear(e);
    }
  }

  /** A message that rules are tried on. */
  private record Purchase() implements Subject {

    @Override
    public String type() {
      return "0200";
    }

    @Override
    public String text(int field) {
      return field == 4 ? "000000012345" : "000000";
    }

    @Override
    public boolean panStartsWith(String prefix) {
      return "6222021234567890".startsWith(prefix);
    }

    @Override
    public boolean isPurchase() {
      return true;
    }

    @Override
    public long fen() {
      return 12_345;
    }
  }
}
