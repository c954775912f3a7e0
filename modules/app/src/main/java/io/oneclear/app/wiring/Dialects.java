package io.oneclear.app.wiring;

import io.oneclear.app.config.ConfigException;
import io.oneclear.app.config.Installation;
import io.oneclear.message.FieldTable;
import io.oneclear.message.pos.PosOptions;
import java.io.IOException;
import java.nio.file.Path;

/** The field tables of {@code cfg/packager}. */
public record Dialects(FieldTable pos, FieldTable cups, PosOptions posOptions) {

  public static Dialects load(Installation installation) {
    Path packagers = installation.cfg().resolve("packager");
    return new Dialects(
        table(packagers.resolve("unionpay-pos.xml")),
        table(packagers.resolve("cups.xml")),
        PosOptions.STANDARD);
  }

  private static FieldTable table(Path file) {
    try {
      return FieldTable.load(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("cannot use " + file + ": " + e.getMessage(), e);
    }
  }
}
