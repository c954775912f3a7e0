package io.oneclear.simulator.scheme;

import io.oneclear.simulator.scheme.Entry.Effect;
import io.oneclear.simulator.scheme.Entry.Original;
import io.oneclear.simulator.scheme.Entry.PinResult;
import io.oneclear.simulator.scheme.Entry.Standing;
import io.oneclear.simulator.scheme.Memory.Remembered;
import io.oneclear.simulator.scheme.Memory.State;
import io.oneclear.simulator.scheme.SchemeRequest.Kind;
import io.oneclear.simulator.scheme.key.EnteredPin;
import io.oneclear.simulator.scheme.rule.Treatment;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/**
 * Decides messages against accounts and originals. Used under the desk's monitor; no I/O.
 *
 * <p>{@link #decide} only looks; {@link #apply} changes. What is written between the two is all
 * that {@link #apply} needs, so a restart that applies the written events again ends in the same
 * state.
 */
final class Issuer {

  private static final String APPROVED = Entry.APPROVED;
  private static final String INVALID_TRANSACTION = "12";
  private static final String NO_ORIGINAL = "25";
  private static final String AMOUNT_MISMATCH = "64";
  private static final int NO_AUTHORIZATION = 0;

  private final Accounts accounts;
  private final int maxRemembered;
  private final Memory memory;
  private final Set<Identity> overtaken = new HashSet<>();
  private final Set<LocalDate> filed = new HashSet<>();
  private int authorizations;

  Issuer(Accounts accounts, int maxRemembered) {
    this.accounts = accounts;
    this.maxRemembered = maxRemembered;
    this.memory = new Memory(accounts);
  }

  /** What the message will be answered and what it will do; nothing is changed yet. */
  Entry decide(SchemeRequest request, Treatment treatment, LocalDate date) {
    Account account = accounts.find(request.pan());
    Remembered before = memory.find(request.identity());
    if (before != null) {
      return again(request, account, before, date);
    }
    if (memory.size() + overtaken.size() >= maxRemembered) {
      return turnedAway(request, account, "96", date);
    }
    if (treatment.code() != null && request.kind() != Kind.PURCHASE) {
      return turnedAway(request, account, treatment.code(), date);
    }
    String code = code(request, account, treatment);
    boolean approved = code.equals(APPROVED);
    boolean authorized =
        approved && request.kind() != Kind.REVERSAL && request.kind() != Kind.BALANCE;
    return new Entry(
        Standing.FIRST,
        request.kind(),
        pinResult(request, account),
        request.identity(),
        original(request.original()),
        account,
        request.fen(),
        code,
        authorized ? nextAuthorization() : NO_AUTHORIZATION,
        approved ? effect(request) : Effect.NONE,
        date);
  }

  /** Makes the entry true: balances, PIN tries, what is remembered. */
  void apply(Entry entry) {
    Account account = entry.account();
    if (account != null) {
      account.apply(entry.effect(), entry.fen());
      switch (entry.pin()) {
        case RIGHT -> account.pinWasRight();
        case WRONG -> account.pinWasWrong();
        case NONE -> {}
      }
    }
    if (entry.standing() != Standing.FIRST) {
      return;
    }
    memory.add(entry);
    if (entry.authorization() != NO_AUTHORIZATION) {
      authorizations++;
    }
    if (entry.original() != null) {
      markOriginal(entry);
    }
  }

  /** What is written of a message that is refused unseen, because its MAC is wrong. */
  Entry turnAway(SchemeRequest request, String code, LocalDate date) {
    return turnedAway(request, accounts.find(request.pan()), code, date);
  }

  /** How many messages are remembered. */
  int remembered() {
    return memory.size();
  }

  void newDay() {
    accounts.unblockPins();
  }

  /**
   * The clearing file of this date has been made; a reversal can no longer take a line out of it.
   */
  void filed(LocalDate date) {
    filed.add(date);
  }

  private void markOriginal(Entry entry) {
    Identity named = entry.original().identity();
    Remembered original = memory.find(named);
    if (entry.kind() == Kind.REVERSAL && entry.code().equals(NO_ORIGINAL)) {
      overtaken.add(named);
    } else if (original != null && entry.done()) {
      switch (entry.kind()) {
        case VOID -> original.state(State.VOIDED);
        case REFUND -> original.refund(entry.fen());
        case REVERSAL -> reverse(original);
        case BALANCE, PURCHASE, UNSUPPORTED -> {}
      }
    }
  }

  private static void reverse(Remembered original) {
    original.state(State.REVERSED);
    if (original.kind() == Kind.VOID && original.approved()) {
      original.original().state(State.STANDING);
    }
  }

  private String code(SchemeRequest request, Account account, Treatment treatment) {
    if (request.kind() == Kind.UNSUPPORTED) {
      return "40";
    }
    if (overtaken.contains(request.identity())) {
      return INVALID_TRANSACTION;
    }
    if (account == null) {
      return "14";
    }
    String pinTrouble = pinTrouble(request, account);
    if (pinTrouble != null) {
      return pinTrouble;
    }
    return switch (request.kind()) {
      case BALANCE -> APPROVED;
      case PURCHASE -> purchase(request, account, treatment);
      case VOID -> voidCode(request, account);
      case REFUND -> refund(request, account);
      case REVERSAL -> reversal(request, account);
      case UNSUPPORTED -> "40";
    };
  }

  private String purchase(SchemeRequest request, Account account, Treatment treatment) {
    if (request.fen() <= 0) {
      return "13";
    }
    if (treatment.code() != null) {
      return treatment.code();
    }
    return account.fen() < request.fen() ? "51" : APPROVED;
  }

  private String voidCode(SchemeRequest request, Account account) {
    Remembered original = memory.find(request.original());
    String trouble = troubleWithPurchase(original, account);
    if (trouble != null) {
      return trouble;
    }
    if (original.refundedFen() > 0) {
      return INVALID_TRANSACTION;
    }
    return original.fen() == request.fen() ? APPROVED : AMOUNT_MISMATCH;
  }

  private String refund(SchemeRequest request, Account account) {
    Remembered original = memory.find(request.original());
    String trouble = troubleWithPurchase(original, account);
    if (trouble != null) {
      return trouble;
    }
    boolean within = request.fen() > 0 && request.fen() <= original.fen() - original.refundedFen();
    return within ? APPROVED : AMOUNT_MISMATCH;
  }

  private static String troubleWithPurchase(Remembered original, Account account) {
    if (original == null || original.kind() != Kind.PURCHASE || !original.approved()) {
      return NO_ORIGINAL;
    }
    return original.account() != account || original.state() != State.STANDING
        ? INVALID_TRANSACTION
        : null;
  }

  /** Undoes an approved purchase or void once; whatever had no effect needs none undone. */
  private String reversal(SchemeRequest request, Account account) {
    Remembered original = memory.find(request.original());
    if (original == null) {
      return NO_ORIGINAL;
    }
    boolean reversible = original.kind() == Kind.PURCHASE || original.kind() == Kind.VOID;
    if (!reversible || original.account() != account) {
      return INVALID_TRANSACTION;
    }
    if (original.fen() != request.fen()) {
      return AMOUNT_MISMATCH;
    }
    boolean givenBackOtherwise = original.state() == State.VOIDED || original.refundedFen() > 0;
    return givenBackOtherwise ? INVALID_TRANSACTION : APPROVED;
  }

  private Effect effect(SchemeRequest request) {
    return switch (request.kind()) {
      case PURCHASE -> Effect.DEBIT;
      case VOID, REFUND -> Effect.CREDIT;
      case REVERSAL -> effectOfReversing(memory.find(request.original()));
      case BALANCE, UNSUPPORTED -> Effect.NONE;
    };
  }

  private static Effect effectOfReversing(Remembered original) {
    if (!original.approved() || original.state() == State.REVERSED) {
      return Effect.NONE;
    }
    return original.kind() == Kind.VOID ? Effect.DEBIT : Effect.CREDIT;
  }

  /** 55 for a wrong PIN, 75 once it was wrong three times in a row, 99 if it cannot be read. */
  private String pinTrouble(SchemeRequest request, Account account) {
    return switch (request.pin()) {
      case EnteredPin.None _ -> null;
      case EnteredPin.Unreadable _ -> "99";
      case EnteredPin.Digits _ when account.pinBlocked() -> "75";
      case EnteredPin.Digits(String pin) -> pin.equals(accounts.pin(request.pan())) ? null : "55";
    };
  }

  private PinResult pinResult(SchemeRequest request, Account account) {
    if (account == null || !(request.pin() instanceof EnteredPin.Digits)) {
      return PinResult.NONE;
    }
    String trouble = pinTrouble(request, account);
    if (trouble == null) {
      return PinResult.RIGHT;
    }
    return trouble.equals("55") ? PinResult.WRONG : PinResult.NONE;
  }

  private Original original(Identity identity) {
    Remembered original = identity == null ? null : memory.find(identity);
    if (original == null) {
      return identity == null ? null : new Original(identity, 0, 0, false);
    }
    return new Original(
        identity, original.fen(), original.refundedFen(), filed.contains(original.clearingDate()));
  }

  private int nextAuthorization() {
    return 100_000 + authorizations % 900_000;
  }

  private Entry again(SchemeRequest request, Account account, Remembered before, LocalDate date) {
    boolean same = before.sameAs(account, request.fen());
    return withoutEffect(
        request,
        account,
        new Answer(
            Standing.REPEATED,
            same ? before.code() : "94",
            same ? before.authorization() : NO_AUTHORIZATION),
        date);
  }

  private Entry turnedAway(SchemeRequest request, Account account, String code, LocalDate date) {
    return withoutEffect(
        request, account, new Answer(Standing.TURNED_AWAY, code, NO_AUTHORIZATION), date);
  }

  private Entry withoutEffect(
      SchemeRequest request, Account account, Answer answer, LocalDate date) {
    return new Entry(
        answer.standing,
        request.kind(),
        PinResult.NONE,
        request.identity(),
        original(request.original()),
        account,
        request.fen(),
        answer.code,
        answer.authorization,
        Effect.NONE,
        date);
  }

  private record Answer(Standing standing, String code, int authorization) {}
}
