package io.oneclear.bench.process;

/** A benchmark that cannot go on. The message says what to do. */
public final class BenchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BenchException(String message) {
    super(message);
  }

  public BenchException(String message, Exception cause) {
    super(message, cause);
  }
}
