package io.oneclear.simulator.scheme;

import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.scheme.Remembered.State;
import io.oneclear.simulator.scheme.SchemeEvent.Details;
import io.oneclear.simulator.scheme.SchemeEvent.Effect;
import io.oneclear.simulator.scheme.SchemeEvent.PinResult;
import io.oneclear.simulator.scheme.SchemeEvent.Standing;
import io.oneclear.simulator.scheme.SchemeRequest.EnteredPin;
import io.oneclear.simulator.scheme.SchemeRequest.Kind;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides messages against accounts and originals. Used under the desk's monitor; no I/O.
 *
 * <p>{@link #decide} only looks; {@link #apply} changes. What is written between the two is all
 * that {@link #apply} needs, so a restart that applies the written events again ends in the same
 * state.
 */
final class Issuer {

  private static final String APPROVED = "00";
  private static final String INVALID_TRANSACTION = "12";
  private static final String NO_ORIGINAL = "25";
  private static final String AMOUNT_MISMATCH = "64";

  private final Accounts accounts;
  private final int maxRemembered;
  private final Map<Identity, Remembered> remembered = new HashMap<>();
  private final Set<Identity> overtaken = new HashSet<>();
  private final Set<LocalDate> filed = new HashSet<>();
  private int authorizations;

  Issuer(Accounts accounts, int maxRemembered) {
    this.accounts = accounts;
    this.maxRemembered = maxRemembered;
  }

  /** What the message will be answered and what it will do; nothing is changed yet. */
  SchemeEvent decide(SchemeRequest request, Treatment treatment, String at, LocalDate date) {
    Account account = accounts.find(request.pan());
    Remembered before = remembered.get(request.identity());
    if (before != null) {
      boolean same = before.sameAs(account, request.fen());
      String code = same ? before.code : "94";
      String authorization = same ? before.authorizationCode : "";
      return event(request, account, Standing.REPEATED, code, authorization, Effect.NONE, at, date);
    }
    if (remembered.size() + overtaken.size() >= maxRemembered) {
      return event(request, account, Standing.TURNED_AWAY, "96", "", Effect.NONE, at, date);
    }
    if (treatment.code() != null && request.kind() != Kind.PURCHASE) {
      return event(
          request, account, Standing.TURNED_AWAY, treatment.code(), "", Effect.NONE, at, date);
    }
    String code = code(request, account, treatment);
    boolean approved = code.equals(APPROVED);
    Effect effect = approved ? effect(request) : Effect.NONE;
    String authorization =
        approved && request.kind() != Kind.REVERSAL && request.kind() != Kind.BALANCE
            ? nextAuthorization()
            : "";
    return event(request, account, Standing.FIRST, code, authorization, effect, at, date);
  }

  /** Makes the event true: balances, PIN tries, what is remembered. */
  void apply(SchemeEvent event) {
    Account account =
        event.account().isEmpty()
            ? null
            : accounts.restore(event.account(), event.product(), event.details().issuer());
    if (account != null) {
      account.apply(event.effect(), event.fen());
      switch (event.pin()) {
        case RIGHT -> account.pinWasRight();
        case WRONG -> account.pinWasWrong();
        case NONE -> {}
      }
    }
    if (event.standing() != Standing.FIRST) {
      return;
    }
    remembered.put(event.identity(), new Remembered(event, account));
    if (!event.authorizationCode().isEmpty()) {
      authorizations++;
    }
    if (event.original() != null) {
      markOriginal(event);
    }
  }

  /** What is written of a message that is refused unseen, because its MAC is wrong. */
  SchemeEvent turnAway(SchemeRequest request, String code, String at, LocalDate date) {
    Account account = accounts.find(request.pan());
    return event(request, account, Standing.TURNED_AWAY, code, "", Effect.NONE, at, date);
  }

  /** What is left on the account the event is about; 0 if it has none. */
  long balance(SchemeEvent event) {
    Account account = accounts.byHash(event.account());
    return account == null ? 0 : account.fen();
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

  private void markOriginal(SchemeEvent event) {
    Identity named = event.original().identity();
    Remembered original = remembered.get(named);
    if (event.kind() == Kind.REVERSAL && event.code().equals(NO_ORIGINAL)) {
      overtaken.add(named);
    } else if (original != null && event.done()) {
      switch (event.kind()) {
        case VOID -> original.state = State.VOIDED;
        case REFUND -> original.refundedFen += event.fen();
        case REVERSAL -> reverse(original);
        case BALANCE, PURCHASE, UNSUPPORTED -> {}
      }
    }
  }

  private void reverse(Remembered original) {
    original.state = State.REVERSED;
    if (original.kind == Kind.VOID && original.approved()) {
      remembered.get(original.original).state = State.STANDING;
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
    Remembered original = remembered.get(request.original());
    String trouble = troubleWithPurchase(original, account);
    if (trouble != null) {
      return trouble;
    }
    if (original.refundedFen > 0) {
      return INVALID_TRANSACTION;
    }
    return original.fen == request.fen() ? APPROVED : AMOUNT_MISMATCH;
  }

  private String refund(SchemeRequest request, Account account) {
    Remembered original = remembered.get(request.original());
    String trouble = troubleWithPurchase(original, account);
    if (trouble != null) {
      return trouble;
    }
    boolean within = request.fen() > 0 && request.fen() <= original.fen - original.refundedFen;
    return within ? APPROVED : AMOUNT_MISMATCH;
  }

  private static String troubleWithPurchase(Remembered original, Account account) {
    if (original == null || original.kind != Kind.PURCHASE || !original.approved()) {
      return NO_ORIGINAL;
    }
    return original.account != account || original.state != State.STANDING
        ? INVALID_TRANSACTION
        : null;
  }

  /** Undoes an approved purchase or void once; whatever had no effect needs none undone. */
  private String reversal(SchemeRequest request, Account account) {
    Remembered original = remembered.get(request.original());
    if (original == null) {
      return NO_ORIGINAL;
    }
    boolean reversible = original.kind == Kind.PURCHASE || original.kind == Kind.VOID;
    if (!reversible || original.account != account) {
      return INVALID_TRANSACTION;
    }
    if (original.fen != request.fen()) {
      return AMOUNT_MISMATCH;
    }
    boolean givenBackOtherwise = original.state == State.VOIDED || original.refundedFen > 0;
    return givenBackOtherwise ? INVALID_TRANSACTION : APPROVED;
  }

  private Effect effect(SchemeRequest request) {
    return switch (request.kind()) {
      case PURCHASE -> Effect.DEBIT;
      case VOID, REFUND -> Effect.CREDIT;
      case REVERSAL -> effectOfReversing(remembered.get(request.original()));
      case BALANCE, UNSUPPORTED -> Effect.NONE;
    };
  }

  private static Effect effectOfReversing(Remembered original) {
    if (!original.approved() || original.state == State.REVERSED) {
      return Effect.NONE;
    }
    return original.kind == Kind.VOID ? Effect.DEBIT : Effect.CREDIT;
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

  private PinResult pinResult(SchemeRequest request, Account account, Standing standing) {
    if (account == null
        || standing != Standing.FIRST
        || !(request.pin() instanceof EnteredPin.Digits)) {
      return PinResult.NONE;
    }
    String trouble = pinTrouble(request, account);
    if (trouble == null) {
      return PinResult.RIGHT;
    }
    return trouble.equals("55") ? PinResult.WRONG : PinResult.NONE;
  }

  private SchemeEvent.Original original(Identity identity) {
    Remembered original = identity == null ? null : remembered.get(identity);
    if (original == null) {
      return identity == null ? null : new SchemeEvent.Original(identity, 0, 0, false);
    }
    return new SchemeEvent.Original(
        identity, original.fen, original.refundedFen, filed.contains(original.clearingDate));
  }

  private String nextAuthorization() {
    return Integer.toString(100_000 + authorizations % 900_000);
  }

  private SchemeEvent event(
      SchemeRequest request,
      Account account,
      Standing standing,
      String code,
      String authorization,
      Effect effect,
      String at,
      LocalDate date) {
    CardProduct product = account == null ? null : account.product();
    String issuer = account == null ? SchemeConfig.DEFAULT_ISSUER : account.issuer();
    return new SchemeEvent(
        at,
        standing,
        request.kind(),
        pinResult(request, account, standing),
        request.identity(),
        original(request.original()),
        account == null ? "" : account.hash(),
        product,
        request.pan().masked(),
        request.fen(),
        code,
        authorization,
        effect,
        date,
        Details.of(request, issuer));
  }
}
