package io.oneclear.merchant.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Rate;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fee book takes, and what it refuses before a price is ever made of it. */
class FeeBookTest {

  private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
  private static final LocalDate UNTIL = LocalDate.of(2026, 7, 1);
  private static final FeeTier PLAIN = FeeTier.of(Rate.percent("0.6"));

  // --- tiers -----------------------------------------------------------------------------------

  @Test
  void aTierIsChangedInOnePartOnly() {
    Rate rate = Rate.percent("0.6");
    assertThat(FeeTier.of(rate)).isEqualTo(new FeeTier(0, rate, 0, FeeTier.NO_CAP, 0));
    assertThat(PLAIN.withCap(50)).isEqualTo(new FeeTier(0, rate, 0, 50, 0));
    assertThat(PLAIN.withMinimum(5)).isEqualTo(new FeeTier(0, rate, 5, FeeTier.NO_CAP, 0));
    assertThat(PLAIN.withFixed(7)).isEqualTo(new FeeTier(0, rate, 0, FeeTier.NO_CAP, 7));
    assertThat(PLAIN.from(9)).isEqualTo(new FeeTier(9, rate, 0, FeeTier.NO_CAP, 0));
  }

  @ParameterizedTest
  @CsvSource({"-1,0,0,0", "0,-1,0,0", "0,0,-1,0", "0,0,0,-1"})
  void noPartOfATierIsNegative(long from, long minimum, long cap, long fixed) {
    assertThatThrownBy(() -> new FeeTier(from, Rate.NONE, minimum, cap, fixed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fee tier has no negative amounts");
  }

  @Test
  void aMinimumMayBeTheCapButNotAboveIt() {
    assertThat(new FeeTier(0, Rate.NONE, 50, 50, 0).minimumFen()).isEqualTo(50);
    assertThat(new FeeTier(0, Rate.NONE, 0, 0, 0).capFen()).isZero();
    assertThatThrownBy(() -> new FeeTier(0, Rate.NONE, 51, 50, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("minimum 51 fen is above the cap 50 fen");
  }

  // --- rules -----------------------------------------------------------------------------------

  private static FeeRule rule(String id, LocalDate from, LocalDate until, FeeTier... tiers) {
    return new FeeRule(id, CardProduct.DEBIT, null, from, until, TierBasis.AMOUNT, List.of(tiers));
  }

  @ParameterizedTest
  @CsvSource({"2025-12-31, false", "2026-01-01, true", "2026-06-30, true", "2026-07-01, false"})
  void aRuleHoldsFromItsFirstDayToTheDayBeforeItsEnd(LocalDate date, boolean holds) {
    assertThat(rule("A", FROM, UNTIL, PLAIN).holdsOn(date)).isEqualTo(holds);
  }

  @Test
  void aRuleWithoutEndHoldsOn() {
    assertThat(rule("A", FROM, null, PLAIN).holdsOn(LocalDate.of(2099, 1, 1))).isTrue();
  }

  @Test
  void aRuleEndsAfterItBegins() {
    assertThatThrownBy(() -> rule("A", FROM, FROM, PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A: 'until' is not after 'from'");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "99, 0", "100, 100", "199, 100", "200, 200", "5000, 200"})
  void theTierIsTheLastOneThatStartsAtOrBelow(long basis, long tierFrom) {
    FeeRule tiered = rule("A", FROM, null, PLAIN, PLAIN.from(100), PLAIN.from(200));
    assertThat(tiered.tierFor(basis).fromFen()).isEqualTo(tierFrom);
  }

  @Test
  void tiersStartFromZeroAndAscend() {
    assertThatThrownBy(() -> rule("A", FROM, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A: the first tier starts from 0");
    assertThatThrownBy(() -> rule("A", FROM, null, PLAIN.from(1)))
        .hasMessage("A: the first tier starts from 0");
    assertThatThrownBy(() -> rule("A", FROM, null, PLAIN, PLAIN.from(100), PLAIN.from(100)))
        .hasMessage("A: tiers ascend");
    assertThatThrownBy(() -> rule("A", FROM, null, PLAIN, PLAIN.from(100), PLAIN.from(99)))
        .hasMessage("A: tiers ascend");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "费率", "12345678901234567890123456789012345678901"})
  void anIdIsShortAndPlain(String id) {
    assertThatThrownBy(() -> rule(id, FROM, null, PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 40 of");
    assertThatThrownBy(() -> new FeePlan(id, "name", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 40 of");
  }

  /** Half-open spans: one may begin on the day the other ends. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2026-07-01, -,          false",
        "2026-06-30, -,          true",
        "2025-01-01, 2026-01-01, false",
        "2025-01-01, 2026-01-02, true",
        "2025-01-01, -,          true",
        "2026-02-01, 2026-03-01, true"
      })
  void twoRulesContradictIfTheyHoldOnTheSameDay(LocalDate from, LocalDate until, boolean both) {
    FeeRule one = rule("A", FROM, UNTIL, PLAIN);
    FeeRule other = rule("B", from, until, PLAIN);
    assertThat(one.contradicts(other)).isEqualTo(both);
    assertThat(other.contradicts(one)).isEqualTo(both);
  }

  @Test
  void rulesForAnotherProductOrClassDoNotContradict() {
    FeeRule debit = rule("A", FROM, null, PLAIN);
    FeeRule credit =
        new FeeRule("B", CardProduct.CREDIT, null, FROM, null, TierBasis.AMOUNT, List.of(PLAIN));
    FeeRule exempt =
        new FeeRule(
            "C", CardProduct.DEBIT, MccClass.EXEMPT, FROM, null, TierBasis.AMOUNT, List.of(PLAIN));
    assertThat(debit.contradicts(credit)).isFalse();
    assertThat(debit.contradicts(exempt)).isFalse();
    assertThat(new FeePlan("P", "p", List.of(debit, credit, exempt)).rules()).hasSize(3);
  }

  // --- the book --------------------------------------------------------------------------------

  private static FeePlan plan(String code, String rule) {
    return new FeePlan(code, code, List.of(rule(rule, FROM, null, PLAIN)));
  }

  private static FeeBook book(
      List<FeePlan> plans, List<FeeRule> issuer, List<FeeRule> network, List<MccEntry> mccs) {
    return new FeeBook(plans, issuer, network, mccs);
  }

  @Test
  void contradictionsAreRefusedWhereverTheyAre() {
    FeeRule one = rule("A", FROM, null, PLAIN);
    FeeRule two = rule("B", UNTIL, null, PLAIN);
    String why = "A and B hold for the same product and class at the same time";
    assertThatThrownBy(() -> new FeePlan("P", "p", List.of(one, two)))
        .hasMessage("fee plan P: " + why);
    assertThatThrownBy(() -> book(List.of(), List.of(one, two), List.of(), List.of()))
        .hasMessage("issuer fees: " + why);
    assertThatThrownBy(() -> book(List.of(), List.of(), List.of(one, two), List.of()))
        .hasMessage("network fees: " + why);
  }

  @Test
  void aRuleHasAnIdOfItsOwnInTheWholeBook() {
    FeeRule again = rule("A", FROM, null, PLAIN);
    String why = "fee rule id A is there twice";
    assertThatThrownBy(
            () -> book(List.of(plan("P", "A"), plan("Q", "A")), List.of(), List.of(), List.of()))
        .hasMessage(why);
    assertThatThrownBy(() -> book(List.of(plan("P", "A")), List.of(again), List.of(), List.of()))
        .hasMessage(why);
    assertThatThrownBy(() -> book(List.of(plan("P", "A")), List.of(), List.of(again), List.of()))
        .hasMessage(why);
  }

  @Test
  void aPlanIsThereOnce() {
    assertThatThrownBy(
            () -> book(List.of(plan("P", "A"), plan("P", "B")), List.of(), List.of(), List.of()))
        .hasMessage("fee plan P is there twice");
  }

  @Test
  void aCategoryHasOneClassFromOneDay() {
    MccEntry first = new MccEntry("5411", MccClass.PREFERENTIAL, FROM);
    MccEntry later = new MccEntry("5411", MccClass.EXEMPT, UNTIL);
    assertThat(book(List.of(), List.of(), List.of(), List.of(first, later)).mccs()).hasSize(2);
    assertThatThrownBy(
            () ->
                book(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(first, new MccEntry("5411", MccClass.EXEMPT, FROM))))
        .hasMessage("mcc 5411 has two classes from one day");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "541", "54111", "541A"})
  void aCategoryIsFourDigits(String mcc) {
    assertThatThrownBy(() -> new MccEntry(mcc, MccClass.EXEMPT, FROM))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
