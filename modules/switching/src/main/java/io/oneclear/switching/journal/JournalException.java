package io.oneclear.switching.journal;

/** The journal cannot be written now: storage is down, too slow or overloaded. */
public final class JournalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public JournalException(String message) {
    super(message);
  }

  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
