package io.oneclear.faults.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.terminal.CardEntry;
import io.oneclear.simulator.terminal.Sale;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.simulator.terminal.TerminalAnswer.Outcome;
import io.oneclear.simulator.terminal.TerminalRequest;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One terminal and its cashier, who brings about one message of a kind and does not rest until it
 * has its final word: reverses what is doubtful, repeats what is not reversed.
 */
final class Till {

  private static final long FEN = 12_300;
  private static final int DECLINED_BY_SCHEME = 51;
  private static final long ABOVE_THE_LIMIT = 99_999_999_900L;

  private final TerminalSimulator terminal;
  private final DemoCard card;
  private final ChildProcess scheme;
  private final Duration unanswered;
  private long next = FEN;
  private boolean settled;

  /**
   * @param scheme to be kept from answering
   * @param unanswered for so long, longer than the switch waits
   */
  Till(TerminalFleet fleet, int index, ChildProcess scheme, Duration unanswered) {
    this.terminal = fleet.terminal(index);
    this.card = fleet.cards().get(index);
    this.scheme = scheme;
    this.unanswered = unanswered;
  }

  /** Does what must have been done before, undisturbed; what is given back is the message. */
  Runnable prepare(Kind kind) {
    if (!terminal.signedOn() || settled) {
      signOn();
      settled = false;
    }
    return switch (kind) {
      case SIGN_ON -> this::signOn;
      case PURCHASE -> () -> sell(amount(0));
      case PURCHASE_REFUSED_HERE -> () -> sell(ABOVE_THE_LIMIT);
      case PURCHASE_DECLINED -> () -> sell(amount(DECLINED_BY_SCHEME));
      case PURCHASE_TIMED_OUT -> () -> withoutAnswer(() -> sell(amount(0)));
      case BALANCE -> this::balance;
      case VOID -> {
        Sale sale = sale();
        yield () -> terminal.voidSale(sale);
      }
      case REFUND -> {
        Sale sale = sale();
        yield () -> untilDecided(refund(sale, sale.fen()));
      }
      case REFUND_TIMED_OUT -> {
        Sale sale = sale();
        yield () -> withoutAnswer(() -> untilDecided(refund(sale, sale.fen())));
      }
      case REVERSAL -> {
        TerminalRequest purchase = purchase(amount(0));
        assertThat(terminal.transact(purchase).approved()).isTrue();
        yield () -> terminal.reverse(purchase, "98");
      }
      case SETTLEMENT, UPLOAD, UPLOAD_END -> {
        sale();
        yield this::settle;
      }
    };
  }

  /** The scheme is frozen for a while, and then answers what it was asked meanwhile. */
  private void withoutAnswer(Runnable message) {
    scheme.freeze();
    CompletableFuture.delayedExecutor(unanswered.toMillis(), TimeUnit.MILLISECONDS)
        .execute(scheme::thaw);
    message.run();
  }

  private void signOn() {
    while (!terminal.signOn().approved()) {
      terminal.pause();
    }
  }

  private void sell(long fen) {
    terminal.transact(purchase(fen));
    // What its answer left doubtful is taken back before anything else is sold.
    terminal.sendPendingReversal();
  }

  private Sale sale() {
    long fen = amount(0);
    TerminalAnswer answer = terminal.transact(purchase(fen));
    assertThat(answer.approved()).as("a purchase undisturbed: %s", answer.codeOrOutcome()).isTrue();
    return terminal.sale(card, fen, answer);
  }

  private void balance() {
    TerminalRequest request =
        terminal
            .messages()
            .balance(
                terminal.batch(),
                terminal.newTrace(),
                card,
                CardEntry.MAGNETIC_WITH_PIN,
                null,
                terminal.keys());
    // No money has moved: whatever it is answered is its final word.
    while (terminal.send(request).outcome() != Outcome.ANSWERED) {
      terminal.pause();
    }
  }

  private void untilDecided(TerminalRequest request) {
    TerminalAnswer answer = terminal.transact(request);
    while (answer.outcome() != Outcome.ANSWERED || answer.code().code().equals("98")) {
      terminal.pause();
      answer = terminal.transact(request);
    }
  }

  /** Every message of a batch's end, again from the first if one of them was not answered. */
  private void settle() {
    while (!terminal.settleWithUpload().closed()) {
      terminal.pause();
    }
    // The next batch begins with the next sign-on.
    settled = true;
  }

  private TerminalRequest refund(Sale sale, long fen) {
    return terminal.messages().refund(terminal.batch(), terminal.newTrace(), sale, fen);
  }

  private TerminalRequest purchase(long fen) {
    return terminal
        .messages()
        .purchase(
            terminal.batch(),
            terminal.newTrace(),
            card,
            fen,
            CardEntry.MAGNETIC_WITH_PIN,
            null,
            terminal.keys());
  }

  /** Another one each time, with the last two digits that tell the scheme what to do. */
  private long amount(int ending) {
    next += 100;
    return next + ending;
  }
}
