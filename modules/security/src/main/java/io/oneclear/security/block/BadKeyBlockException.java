package io.oneclear.security.block;

/** A key block that is damaged, of an unknown form, or under another key. Names no contents. */
public final class BadKeyBlockException extends Exception {

  private static final long serialVersionUID = 1L;

  BadKeyBlockException(String message) {
    super(message);
  }
}
