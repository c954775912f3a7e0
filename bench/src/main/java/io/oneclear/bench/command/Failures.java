package io.oneclear.bench.command;

import io.oneclear.app.output.CommandLineOutput;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Exit codes, the same as those of {@code oneclear}, and what is said when it cannot be done. */
final class Failures {

  static final int FOUND_WRONG = 1;
  private static final int CANNOT = 3;

  private Failures() {}

  static int tell(CommandLineOutput output, Exception e) {
    output.complain(said(e).strip().replaceAll("\\s*\\R\\s*", " "));
    return CANNOT;
  }

  static String said(Exception e) {
    if (e instanceof FileSystemException trouble && trouble.getReason() == null) {
      return trouble.getFile() + ": " + reason(trouble);
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** Of these the message is nothing but the file. */
  private static String reason(FileSystemException trouble) {
    return switch (trouble) {
      case NoSuchFileException _ -> "is not there and cannot be made";
      case AccessDeniedException _ -> "may not be used by this user";
      default -> "cannot be used (" + trouble.getClass().getSimpleName() + ")";
    };
  }
}
