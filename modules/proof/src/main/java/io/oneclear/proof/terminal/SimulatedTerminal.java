package io.oneclear.proof.terminal;

import io.oneclear.message.IsoMessage;
import io.oneclear.proof.terminal.Exchange.Asking;
import io.oneclear.proof.terminal.Exchange.Heard;
import io.oneclear.proof.terminal.Slip.Belief;
import io.oneclear.proof.terminal.Slip.Kind;
import io.oneclear.security.TerminalKeys;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A terminal as the UnionPay rules want it: a sale whose answer is missing or doubtful is reversed
 * until the reversal is answered, a refund is repeated until it is answered. It does one thing at a
 * time, each to its end.
 */
final class SimulatedTerminal {

  /** Refusals that are about the terminal: sign on and go on. */
  private static final Set<String> SIGN_ON_FIRST = Set.of("A0", "77");

  /** Answers to a reversal after which there is nothing left to take back. */
  private static final Set<String> REVERSED = Set.of("00", "12", "25");

  /**
   * A refund that stays unanswered so long in calm weather is a matter for people. Longer than a
   * clock that was set back can delay store-and-forward.
   */
  private static final Duration GIVE_UP = Duration.ofHours(6);

  private final Shop shop;
  private final Shop.Surroundings world;
  private final String id;
  private final TerminalMessages messages;
  private TerminalKeys keys;
  private String batch = "000001";
  private int trace;

  SimulatedTerminal(Shop shop, String id) {
    this.shop = shop;
    this.world = shop.world();
    this.id = id;
    this.messages = new TerminalMessages(id, world.merchant());
  }

  String id() {
    return id;
  }

  String batch() {
    return batch;
  }

  TerminalMessages messages() {
    return messages;
  }

  int nextTrace() {
    return ++trace;
  }

  void ask(Asking asking, Consumer<Heard> then) {
    Exchange.of(world, id, keys, asking, then);
  }

  void complain(int rule, String text) {
    shop.complain(rule, id + " " + text);
    world.trace().add(id, "COMPLAINS " + text);
  }

  /** A while between two attempts. */
  void later(Runnable what) {
    world.time().afterMillis(world.chance().between(2_000, 30_000), what);
  }

  // --- signing on --------------------------------------------------------------------------------

  /** Until it works. */
  void signOn(Runnable then) {
    ask(
        new Asking("SIGN_ON", "signs on", messages.signOn(batch), false),
        heard -> {
          if (heard.approved()) {
            keys = TerminalKeys.open(world.equipment().tmk(), heard.message().bytes(62));
            batch = heard.message().text(60).substring(2, 8);
            then.run();
          } else {
            later(() -> signOn(then));
          }
        });
  }

  void signOff(Runnable then) {
    ask(new Asking("SIGN_ON", "signs off", messages.signOff(batch), false), _ -> signOn(then));
  }

  // --- sales -------------------------------------------------------------------------------------

  Slip slip(Kind kind, Card card, long fen, Slip original) {
    Slip slip = new Slip(new Slip.Place(id, batch, nextTrace()), kind, card, fen, original);
    shop.add(slip);
    return slip;
  }

  IsoMessage request(Slip slip) {
    if (slip.request() == null) {
      IsoMessage message =
          slip.kind() == Kind.REFUND
                  && slip.original().terminal().equals(id)
                  && world.chance().oneIn(2)
              ? messages.refundByTrace(slip)
              : messages.of(slip);
      boolean pin = keys != null && slip.kind() != Kind.REFUND && world.chance().oneIn(2);
      slip.request(pin ? messages.withPin(message, keys, world.random()) : message);
    }
    return slip.request();
  }

  Asking asking(Slip slip) {
    int sent = slip.sentAgain();
    return new Asking(slip.kind().name(), slip + (sent > 1 ? " again" : ""), request(slip), true);
  }

  /** A purchase, void or inquiry: asked once; what is doubtful is reversed. */
  void sell(Slip slip, Runnable then) {
    ask(asking(slip), heard -> sold(slip, heard, then));
  }

  private void sold(Slip slip, Heard heard, Runnable then) {
    if (heard.doubtful()) {
      if (slip.kind() == Kind.BALANCE) {
        slip.decided(Belief.DECLINED, heard.code(), null);
        then.run();
      } else {
        reverse(slip, heard.message() == null ? "98" : "A0", then);
      }
    } else if (heard.approved()) {
      approved(slip, heard);
      boolean printerFails = slip.kind() != Kind.BALANCE && world.chance().oneIn(25);
      if (printerFails) {
        reverse(slip, "06", then);
      } else {
        then.run();
      }
    } else {
      slip.decided(Belief.DECLINED, heard.code(), null);
      goOn(heard, then);
    }
  }

  private static void approved(Slip slip, Heard heard) {
    slip.decided(Belief.APPROVED, heard.code(), heard.message().text(37));
    switch (slip.kind()) {
      case VOID -> slip.original().voided();
      case REFUND -> slip.original().gaveBack(slip.fen());
      case BALANCE, PURCHASE -> {}
    }
  }

  private void goOn(Heard heard, Runnable then) {
    if (SIGN_ON_FIRST.contains(heard.code())) {
      signOn(then);
    } else {
      then.run();
    }
  }

  /** Until it is answered. */
  void reverse(Slip slip, String reason, Runnable then) {
    slip.reversing();
    ask(
        new Asking(
            "REVERSAL",
            "reversal (" + reason + ") of " + slip,
            messages.reversal(request(slip), reason),
            true),
        heard -> reversalAnswered(slip, reason, heard, then));
  }

  private void reversalAnswered(Slip slip, String reason, Heard heard, Runnable then) {
    if (REVERSED.contains(heard.code())) {
      if (slip.kind() == Kind.VOID && slip.belief() == Belief.APPROVED) {
        slip.original().voidTakenBack();
      }
      slip.decided(Belief.REVERSED, heard.code(), null);
      then.run();
    } else if (SIGN_ON_FIRST.contains(heard.code())) {
      signOn(() -> reverse(slip, reason, then));
    } else {
      if (heard.code().equals("64")) {
        complain(4, "hears 64 for the reversal of " + slip);
      }
      later(() -> reverse(slip, reason, then));
    }
  }

  /** Repeated with the same trace until it is answered. */
  void giveBack(Slip slip, Runnable then) {
    ask(
        asking(slip),
        heard -> {
          if (SIGN_ON_FIRST.contains(heard.code())) {
            refundRefusedAtTheDoor(slip, then);
          } else if (heard.doubtful() && givesUp(slip)) {
            then.run(); // it is parked: people will settle it
          } else if (heard.doubtful()) {
            later(() -> giveBack(slip, then));
          } else if (heard.approved()) {
            approved(slip, heard);
            then.run();
          } else {
            slip.decided(Belief.DECLINED, heard.code(), null);
            then.run();
          }
        });
  }

  private boolean givesUp(Slip slip) {
    return world.weather().calm()
        && world.time().nanos() - slip.repeatedInCalmSince(world.time().nanos())
            > GIVE_UP.toNanos();
  }

  private void refundRefusedAtTheDoor(Slip slip, Runnable then) {
    signOn(
        () -> {
          if (slip.batch().equals(batch)) {
            giveBack(slip, then);
          } else {
            complain(6, "has an unanswered refund of a batch that is closed: " + slip);
            then.run();
          }
        });
  }

  // --- the end of a batch ------------------------------------------------------------------------

  /**
   * @param miscounts the terminal says one fen more than it has
   */
  void settle(boolean miscounts, Runnable then) {
    IsoMessage message = messages.settlement(nextTrace(), batch, totals(miscounts));
    settle(message, miscounts, then);
  }

  private void settle(IsoMessage message, boolean miscounts, Runnable then) {
    String settled = batch;
    ask(
        new Asking("SETTLEMENT", "settles batch " + batch, message, false),
        heard -> {
          if (heard.approved()) {
            compared(heard, miscounts, then);
          } else if (heard.code().equals("77")) {
            signOn(
                () -> {
                  if (batch.equals(settled)) {
                    settle(message, miscounts, then);
                  } else {
                    then.run(); // it was settled, and the answer lost
                  }
                });
          } else {
            later(() -> settle(message, miscounts, then));
          }
        });
  }

  private void compared(Heard heard, boolean miscounts, Runnable then) {
    String totals = heard.message().text(48);
    boolean equal = totals.charAt(30) == '1' && totals.charAt(61) == '1';
    if (equal == miscounts) {
      complain(
          10,
          "batch "
              + batch
              + " is "
              + (equal ? "equal" : "unequal")
              + ", but its totals are not so");
    }
    if (equal) {
      signOn(then);
    } else {
      upload(settledSlips(), 0, () -> signOn(then));
    }
  }

  private void upload(List<Slip> slips, int done, Runnable then) {
    boolean end = done == slips.size();
    IsoMessage message =
        end
            ? messages.endOfUpload(nextTrace(), batch, done)
            : messages.upload(nextTrace(), slips.get(done));
    upload(message, end ? then : () -> upload(slips, done + 1, then), then);
  }

  /**
   * @param next what follows it
   * @param last what follows the whole upload
   */
  private void upload(IsoMessage message, Runnable next, Runnable last) {
    ask(
        new Asking("UPLOAD", "uploads", message, false),
        heard -> {
          if (heard.approved()) {
            next.run();
          } else if (heard.code().equals("77")) {
            last.run(); // a sign-on of ours came late and opened the next batch
          } else {
            later(() -> upload(message, next, last));
          }
        });
  }

  private List<Slip> settledSlips() {
    return shop.slips().stream()
        .filter(slip -> slip.terminal().equals(id) && slip.batch().equals(batch))
        .filter(slip -> slip.kind() != Kind.BALANCE && slip.belief() == Belief.APPROVED)
        .toList();
  }

  private TerminalMessages.Totals totals(boolean miscounts) {
    TerminalMessages.Half domestic = TerminalMessages.Half.NONE;
    TerminalMessages.Half foreign = TerminalMessages.Half.NONE;
    for (Slip slip : settledSlips()) {
      TerminalMessages.Half half = slip.card().foreign() ? foreign : domestic;
      half = slip.kind() == Kind.PURCHASE ? half.debit(slip.fen()) : half.credit(slip.fen());
      if (slip.card().foreign()) {
        foreign = half;
      } else {
        domestic = half;
      }
    }
    return new TerminalMessages.Totals(miscounts ? domestic.debit(1) : domestic, foreign);
  }
}
