package io.oneclear.settlement.files;

/**
 * A file that came from outside is not what it must be. The message names the file, the line and
 * what is wrong with it, never an account or card number.
 */
public final class RefusedFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RefusedFileException(String file, int line, String why) {
    super(file + " line " + line + ": " + why);
  }

  public RefusedFileException(String file, String why) {
    super(file + ": " + why);
  }

  public RefusedFileException(String file, String why, Throwable cause) {
    super(file + ": " + why, cause);
  }
}
