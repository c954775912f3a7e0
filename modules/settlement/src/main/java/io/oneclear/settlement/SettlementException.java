package io.oneclear.settlement;

/** The world of settlement is broken: the database or the file system. Run again later. */
public class SettlementException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettlementException(String message, Throwable cause) {
    super(message, cause);
  }
}
