package io.oneclear.message;

/** Bytes that are not a message of the dialect. Names the field, never its content. */
public final class MalformedMessageException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int field;

  /**
   * @param field number of the field that could not be read; 0 the frame, header or type; 1 the
   *     bitmap
   */
  public MalformedMessageException(int field, String reason) {
    super("field " + field + ": " + reason);
    this.field = field;
  }

  public int field() {
    return field;
  }
}
