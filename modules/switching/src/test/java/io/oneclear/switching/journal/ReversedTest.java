package io.oneclear.switching.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.switching.journal.Journal.Reversal;
import io.oneclear.switching.journal.Journal.Reversed;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReversedTest {

  @ParameterizedTest
  @EnumSource
  void onlyAnOriginalThatIsStillApprovedStandsAfterItsReversal(TransactionState state) {
    JournalEntry original = new JournalEntry(null, state, null, null, 0, null);
    assertThat(new Reversed(Reversal.ALREADY, Optional.of(original)).stands())
        .isEqualTo(state == TransactionState.APPROVED);
  }

  @Test
  void whatNobodyHasSeenDoesNotStand() {
    assertThat(new Reversed(Reversal.REMEMBERED, Optional.empty()).stands()).isFalse();
  }
}
