package io.oneclear.simulator.scheme;

/** The simulator's world is broken: files that cannot be read or written, or that disagree. */
public final class SchemeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SchemeException(String message) {
    super(message);
  }

  public SchemeException(String message, Throwable cause) {
    super(message, cause);
  }
}
