package io.oneclear.console;

/** The console cannot run. */
public final class ConsoleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConsoleException(String message, Throwable cause) {
    super(message, cause);
  }
}
