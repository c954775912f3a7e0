package io.oneclear.fuzz;

import io.oneclear.app.config.Installation;
import io.oneclear.message.FieldTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The tables of the installation this project is. */
public final class Tables {

  public static final Installation HOME = new Installation(Path.of("../.."));
  public static final FieldTable POS = table("unionpay-pos.xml");
  public static final FieldTable CUPS = table("cups.xml");

  private Tables() {}

  private static FieldTable table(String name) {
    try {
      return FieldTable.load(HOME.cfg().resolve("packager").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
