package io.oneclear.app.command;

import io.oneclear.app.output.CommandFailure;
import java.util.concurrent.Callable;

/** Reads what was typed, without ever repeating it: it may be a card number. */
final class Arguments {

  private Arguments() {}

  /** Fails with {@code otherwise} if {@code reader} refuses. */
  static <T> T read(Callable<T> reader, String otherwise) {
    try {
      return reader.call();
    } catch (Exception e) {
      // Whatever the reader disliked, the person needs to know what is wanted.
      throw new CommandFailure(otherwise, e);
    }
  }
}
