package io.oneclear.security;

/** The security module refused or could not be reached. Never carries key, PIN or card data. */
public final class SecurityModuleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What went wrong, as far as a caller acts differently on it. */
  public enum Reason {
    /** Does not answer or answers too late: decline 96. */
    UNAVAILABLE,
    /** A key block that is damaged, of another usage or under another master key. */
    BAD_KEY,
    /** A PIN block that does not decrypt to a PIN: answer 99. */
    BAD_PIN_BLOCK,
    /** Asked for what this module does not do, e.g. a key layout that was never published. */
    UNSUPPORTED
  }

  private final Reason reason;

  public SecurityModuleException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public SecurityModuleException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
