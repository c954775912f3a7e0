package io.oneclear.settlement;

/** What was asked for is not allowed: the same person twice, a payout that is not to be repaid. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RefusedException(String why) {
    super(why);
  }
}
