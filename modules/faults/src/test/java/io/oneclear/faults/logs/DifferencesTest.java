package io.oneclear.faults.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every difference that is planted is named, and nothing else is. */
class DifferencesTest {

  private static final String RRN = "000000000001";

  private final List<Seen> seen = new ArrayList<>();
  private final List<Booked> booked = new ArrayList<>();
  private final List<Done> done = new ArrayList<>();

  @Test
  void whatAllThreeSayAlikeIsNoDifference() {
    sold("1", "00");
    booked.add(booked("PURCHASE", 1, "APPROVED", RRN, ""));
    done.add(new Done(RRN, "0200", 500));
    seen.add(seen("PURCHASE", 2, "NO_ANSWER", "", ""));
    seen.add(seen("REVERSAL", 2, "ANSWERED", "00", ""));
    booked.add(booked("PURCHASE", 2, "TIMED_OUT", "000000000002", "DELIVERED"));
    done.add(new Done("000000000002", "0200", 500));
    done.add(new Done("000000000002", "0420", -500));
    seen.add(seen("PURCHASE", 3, "ANSWERED", "51", "000000000003"));
    booked.add(booked("PURCHASE", 3, "DECLINED", "000000000003", ""));
    seen.add(seen("REFUND", 4, "ANSWERED", "98", ""));
    seen.add(seen("REFUND", 4, "ANSWERED", "00", "000000000004"));
    booked.add(booked("REFUND", 4, "APPROVED", "000000000004", "DELIVERED"));
    done.add(new Done("000000000004", "0220", -500));

    assertThat(differences()).isEmpty();
  }

  @Test
  void anApprovalThatIsNotInTheJournalIsNamed() {
    sold("1", "00");
    done.add(new Done(RRN, "0200", 500));

    assertThat(differences())
        .containsExactlyInAnyOrder(
            "1000/000001/000001 was approved at the terminal, the journal has nothing",
            "the scheme moved 500 under 000000000001, which the journal does not have");
  }

  @Test
  void anApprovalWhoseMoneyTheSchemeGaveBackIsNamed() {
    sold("1", "00");
    booked.add(booked("PURCHASE", 1, "APPROVED", RRN, ""));
    done.add(new Done(RRN, "0200", 500));
    done.add(new Done(RRN, "0420", -500));

    assertThat(differences()).hasSize(2).allMatch(line -> line.contains("moved 0 instead of 500"));
  }

  @Test
  void aPurchaseTheSchemeDidTwiceIsNamed() {
    sold("1", "00");
    booked.add(booked("PURCHASE", 1, "APPROVED", RRN, ""));
    done.add(new Done(RRN, "0200", 500));
    done.add(new Done(RRN, "0200", 500));

    assertThat(differences()).hasSize(2).allMatch(line -> line.contains("1000 instead of 500"));
  }

  @Test
  void anAmountThatDiffersIsNamed() {
    sold("1", "00");
    booked.add(new Booked(new Key("1000", 1, 1), "PURCHASE", "APPROVED", 501, RRN, ""));
    done.add(new Done(RRN, "0200", 501));

    assertThat(differences())
        .anyMatch(line -> line.contains("for 500 under [" + RRN + "], the journal has 501"));
  }

  @Test
  void whatTheTerminalReversedAndTheJournalKeepsIsNamed() {
    sold("1", "00");
    seen.add(seen("REVERSAL", 1, "ANSWERED", "00", ""));
    booked.add(booked("PURCHASE", 1, "APPROVED", RRN, ""));
    done.add(new Done(RRN, "0200", 500));

    assertThat(differences())
        .containsExactly(
            "1000/000001/000001 was reversed at the terminal, the journal has APPROVED");
  }

  @Test
  void aRefusalAndADoubtThatStandInTheJournalAreNamed() {
    seen.add(seen("PURCHASE", 1, "ANSWERED", "96", ""));
    booked.add(booked("PURCHASE", 1, "APPROVED", RRN, ""));
    done.add(new Done(RRN, "0200", 500));
    seen.add(seen("PURCHASE", 2, "NO_ANSWER", "", ""));
    booked.add(booked("PURCHASE", 2, "APPROVED", "000000000002", ""));
    done.add(new Done("000000000002", "0200", 500));

    assertThat(differences())
        .containsExactlyInAnyOrder(
            "1000/000001/000001 was refused at the terminal, the journal has APPROVED",
            "1000/000001/000002 is doubtful at the terminal, the journal has APPROVED");
  }

  @Test
  void aTimeOutWhoseReversalNeverReachedTheSchemeIsNamedUnlessItIsParked() {
    seen.add(seen("PURCHASE", 1, "ANSWERED", "98", ""));
    booked.add(booked("PURCHASE", 1, "TIMED_OUT", RRN, "DELIVERED"));
    done.add(new Done(RRN, "0200", 500));
    assertThat(differences())
        .containsExactly(
            "1000/000001/000001 is PURCHASE TIMED_OUT of 500 in the journal (advice DELIVERED),"
                + " the scheme moved 500 instead of 0 under 000000000001");

    booked.set(0, booked("PURCHASE", 1, "TIMED_OUT", RRN, "PARKED"));
    assertThat(differences()).isEmpty();
  }

  @Test
  void whatNoTerminalAskedForIsNamed() {
    booked.add(booked("PURCHASE", 1, "APPROVED", RRN, ""));
    done.add(new Done(RRN, "0200", 500));

    assertThat(differences())
        .containsExactly("1000/000001/000001 stands in the journal as APPROVED, no terminal asked");
  }

  @Test
  void twoReferencesForOneRequestAreNamed() {
    sold("1", "00");
    seen.add(seen("PURCHASE", 1, "ANSWERED", "00", "000000000009"));
    booked.add(booked("PURCHASE", 1, "APPROVED", RRN, ""));
    done.add(new Done(RRN, "0200", 500));

    assertThat(differences()).anyMatch(line -> line.contains("approved under several references"));
  }

  private List<String> differences() {
    return Differences.between(seen, booked, done);
  }

  private void sold(String trace, String code) {
    seen.add(seen("PURCHASE", Integer.parseInt(trace), "ANSWERED", code, RRN));
  }

  private static Seen seen(String kind, int trace, String outcome, String code, String rrn) {
    return new Seen("1000", 1, trace, kind, 500, outcome, code, rrn);
  }

  private static Booked booked(String kind, int trace, String state, String rrn, String advice) {
    return new Booked(new Key("1000", 1, trace), kind, state, 500, rrn, advice);
  }
}
