package io.oneclear.simulator;

import io.oneclear.message.FieldTable;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsOptions;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.message.pos.PosOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's own dialects, from cfg/packager. */
public final class Dialects {

  private Dialects() {}

  public static PosDialect pos() {
    return new PosDialect(table("unionpay-pos.xml"), PosOptions.STANDARD);
  }

  /** The acquirer's side of the link. */
  public static CupsDialect cups() {
    return new CupsDialect(table("cups.xml"), CupsOptions.of("00010000", "49000000"));
  }

  private static FieldTable table(String name) {
    try {
      return FieldTable.load(packagers().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path packagers() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("cfg/packager"))) {
      here = here.getParent();
    }
    return here.resolve("cfg/packager");
  }
}
