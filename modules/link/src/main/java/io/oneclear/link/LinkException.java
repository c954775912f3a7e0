package io.oneclear.link;

/** A socket or a TLS file that cannot be used. Says which; holds no message content. */
public final class LinkException extends Exception {

  private static final long serialVersionUID = 1L;

  public LinkException(String what, Throwable cause) {
    super(what, cause);
  }
}
