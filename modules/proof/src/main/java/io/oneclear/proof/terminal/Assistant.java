package io.oneclear.proof.terminal;

import io.oneclear.message.ResponseCode;
import io.oneclear.proof.terminal.Exchange.Asking;
import io.oneclear.proof.terminal.Exchange.Heard;
import io.oneclear.proof.terminal.Slip.Belief;
import io.oneclear.proof.terminal.Slip.Kind;
import io.oneclear.proof.world.Chance;
import io.oneclear.proof.world.Coverage.Section;
import java.util.List;
import java.util.Set;

/** Whoever works a terminal: one deed after another, and the settlement at the end. */
public final class Assistant {

  /** Codes of the front door: they say nothing of the transaction. */
  private static final Set<String> AT_THE_DOOR = Set.of("none", "96", "98", "A0", "77", "97");

  private static final int LARGEST_FEN = 90_000;

  /** What an assistant can do, and how often in a hundred. */
  public enum Deed {
    BUY(38),
    BUY_WITH_ODD_CARD(5),
    VOID(11),
    REFUND(13),
    BALANCE(4),
    REPEAT(8),
    ASK_OTHERWISE_UNDER_THE_SAME_TRACE(4),
    REVERSE_WHAT_NEVER_LEFT(4),
    REVERSE_ANOTHER_AMOUNT(3),
    SIGN_ON_AGAIN(2),
    SIGN_OFF(2),
    SETTLE(4),
    SETTLE_AND_MISCOUNT(2);

    private final int share;

    Deed(int share) {
      this.share = share;
    }

    private static Deed at(int point) {
      int left = point;
      for (Deed deed : values()) {
        left -= deed.share;
        if (left < 0) {
          return deed;
        }
      }
      throw new IllegalStateException("the shares add up to a hundred");
    }
  }

  private final Shop shop;
  private final Chance chance;
  private final SimulatedTerminal terminal;
  private int deedsLeft;
  private boolean done;

  public Assistant(Shop shop, String terminal, int deeds) {
    this.shop = shop;
    this.chance = shop.world().chance();
    this.terminal = new SimulatedTerminal(shop, terminal);
    this.deedsLeft = deeds;
  }

  /** Begins the day. */
  public void begin() {
    shop.world()
        .time()
        .afterMillis(chance.between(0, 2_000), () -> terminal.signOn(this::nextDeed));
  }

  /** Nothing is left to do but the last settlement. */
  public boolean resting() {
    return deedsLeft == 0;
  }

  /** Settles once more, in calm weather. */
  public void closeShop(Runnable closed) {
    terminal.settle(
        false,
        () -> {
          done = true;
          closed.run();
        });
  }

  public boolean done() {
    return done;
  }

  private void nextDeed() {
    shop.world().time().afterMillis(chance.between(1, 3_000), this::deed);
  }

  private void deed() {
    if (deedsLeft == 1) {
      deedsLeft = 0;
      return;
    }
    deedsLeft--;
    Deed deed = Deed.at(chance.between(0, 99));
    if (act(deed)) {
      shop.world().coverage().reached(Section.DEEDS, deed.name());
    } else {
      act(Deed.BUY);
      shop.world().coverage().reached(Section.DEEDS, Deed.BUY.name());
    }
  }

  /** False if there is nothing to do it with. */
  private boolean act(Deed deed) {
    switch (deed) {
      case BUY -> buy(chance.pick(List.of(Card.DEBIT, Card.DEBIT, Card.CREDIT, Card.FOREIGN)));
      case BUY_WITH_ODD_CARD ->
          buy(chance.pick(List.of(Card.EXPIRED, Card.UNROUTED, Card.MISREAD)));
      case VOID -> {
        return takeBack();
      }
      case REFUND -> {
        return giveBack();
      }
      case BALANCE -> terminal.sell(slip(Kind.BALANCE, Card.DEBIT, 0, null), this::nextDeed);
      case REPEAT -> {
        return repeat();
      }
      case ASK_OTHERWISE_UNDER_THE_SAME_TRACE -> {
        return askOtherwise();
      }
      case REVERSE_WHAT_NEVER_LEFT -> reverseUnsent();
      case REVERSE_ANOTHER_AMOUNT -> {
        return reverseAnotherAmount();
      }
      case SIGN_ON_AGAIN -> terminal.signOn(this::nextDeed);
      case SIGN_OFF -> terminal.signOff(this::nextDeed);
      case SETTLE -> terminal.settle(false, this::nextDeed);
      case SETTLE_AND_MISCOUNT -> terminal.settle(true, this::nextDeed);
    }
    return true;
  }

  private Slip slip(Kind kind, Card card, long fen, Slip original) {
    return terminal.slip(kind, card, fen, original);
  }

  private void buy(Card card) {
    terminal.sell(slip(Kind.PURCHASE, card, fen(), null), this::nextDeed);
  }

  private long fen() {
    return chance.oneIn(30) ? 6_000_000 : chance.between(100, LARGEST_FEN);
  }

  private boolean takeBack() {
    List<Slip> voidable =
        shop.open().stream()
            .filter(Slip::untouched)
            .filter(each -> each.terminal().equals(terminal.id()))
            .filter(each -> each.batch().equals(terminal.batch()))
            .toList();
    if (voidable.isEmpty()) {
      return false;
    }
    Slip purchase = chance.pick(voidable);
    terminal.sell(slip(Kind.VOID, purchase.card(), purchase.fen(), purchase), this::nextDeed);
    return true;
  }

  private boolean giveBack() {
    List<Slip> open = shop.open();
    if (open.isEmpty()) {
      return false;
    }
    List<Slip> sought = open.stream().filter(each -> each.freeFen() < each.keptFen()).toList();
    Slip purchase = chance.pick(sought.isEmpty() || chance.oneIn(2) ? open : sought);
    // Most who ask know of the others, some do not: then the journal has to.
    long most = chance.oneIn(4) ? purchase.keptFen() : purchase.freeFen();
    if (most <= 0) {
      return false;
    }
    long fen = chance.oneIn(2) ? most : chance.between(1, (int) most);
    purchase.pending(fen);
    terminal.giveBack(
        slip(Kind.REFUND, purchase.card(), fen, purchase),
        () -> {
          purchase.pending(-fen);
          nextDeed();
        });
    return true;
  }

  /** The same request again, long after its answer: it gets the same answer. */
  private boolean repeat() {
    List<Slip> answered = mine(Belief.APPROVED, Belief.DECLINED, Belief.REVERSED);
    if (answered.isEmpty()) {
      return false;
    }
    Slip slip = chance.pick(answered);
    terminal.ask(
        terminal.asking(slip),
        heard -> {
          if (!AT_THE_DOOR.contains(heard.code()) && differs(slip, heard)) {
            terminal.complain(
                3, "heard " + slip.code() + " and now " + heard.code() + " for " + slip);
          }
          nextDeed();
        });
    return true;
  }

  private static boolean differs(Slip slip, Heard heard) {
    return switch (slip.belief()) {
      case APPROVED, DECLINED ->
          !heard.code().equals(slip.code()) && !(slip.isContested() && heard.code().equals("94"));
      case REVERSED -> heard.approved();
      case OPEN -> throw new IllegalStateException("an answered slip is not open");
    };
  }

  /** What was decided by the switch and not at its door, in the open batch. */
  private List<Slip> mine(Belief... beliefs) {
    return shop.slips().stream()
        .filter(slip -> slip.terminal().equals(terminal.id()))
        .filter(slip -> slip.batch().equals(terminal.batch()))
        .filter(slip -> Set.of(beliefs).contains(slip.belief()))
        .filter(slip -> !AT_THE_DOOR.contains(slip.code()))
        .toList();
  }

  /** Another amount under a trace that is in use: refused, whatever else. */
  private boolean askOtherwise() {
    List<Slip> used = mine(Belief.APPROVED);
    if (used.isEmpty()) {
      return false;
    }
    Slip slip = chance.pick(used);
    slip.contested();
    Slip other =
        new Slip(
            new Slip.Place(slip.terminal(), slip.batch(), slip.trace()),
            Kind.PURCHASE,
            slip.card(),
            slip.fen() + 7,
            null);
    terminal.ask(
        terminal.asking(other),
        heard -> {
          if (heard.message() != null && new ResponseCode(heard.code()).approved()) {
            terminal.complain(3, "hears 00 for another amount under the trace of " + slip);
          }
          nextDeed();
        });
    return true;
  }

  /** The power fails before a purchase is sent: it is reversed, and then comes after all. */
  private void reverseUnsent() {
    Slip slip = slip(Kind.PURCHASE, Card.DEBIT, fen(), null);
    terminal.reverse(
        slip,
        "98",
        () ->
            terminal.ask(
                terminal.asking(slip),
                heard -> {
                  if (heard.approved()) {
                    terminal.complain(4, "hears 00 for what it has reversed: " + slip);
                  }
                  nextDeed();
                }));
  }

  private boolean reverseAnotherAmount() {
    List<Slip> purchases =
        mine(Belief.APPROVED).stream().filter(each -> each.kind() == Kind.PURCHASE).toList();
    if (purchases.isEmpty()) {
      return false;
    }
    Slip slip = chance.pick(purchases);
    var message = terminal.messages().reversal(terminal.request(slip), "98");
    message.set(4, Digits.of(slip.fen() + 3, 12));
    terminal.ask(
        new Asking("REVERSAL", "reversal of another amount of " + slip, message, true),
        heard -> {
          if (heard.code().equals("00")) {
            terminal.complain(4, "hears 00 for a reversal of another amount of " + slip);
          }
          nextDeed();
        });
    return true;
  }
}
