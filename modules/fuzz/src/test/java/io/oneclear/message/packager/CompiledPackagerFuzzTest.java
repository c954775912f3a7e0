package io.oneclear.message.packager;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOPackager;
import org.jpos.iso.packager.GenericPackager;
import org.junit.jupiter.api.Timeout;

/**
 * jPOS's packager and ours over the same table and the same bytes: the same fields and the same
 * bytes again, or both refuse. The first byte says which table.
 */
class CompiledPackagerFuzzTest {

  private record Pair(ISOPackager jpos, ISOPackager ours) {}

  private static final List<Pair> PAIRS = List.of(pair("unionpay-pos.xml"), pair("cups.xml"));

  private static Pair pair(String table) {
    Path file = Tables.HOME.cfg().resolve("packager").resolve(table);
    try (InputStream first = Files.newInputStream(file);
        InputStream second = Files.newInputStream(file)) {
      return new Pair(new GenericPackager(first), new CompiledPackager(second));
    } catch (IOException | ISOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Timeout(30)
  @FuzzTest
  void message(byte[] bytes) throws ISOException {
    if (bytes.length == 0) {
      return;
    }
    Pair pair = PAIRS.get(Math.floorMod(bytes[0], PAIRS.size()));
    byte[] wire = Arrays.copyOfRange(bytes, 1, bytes.length);
    ISOMsg theirs = read(pair.jpos, wire);
    ISOMsg ours = read(pair.ours, wire);
    assertThat(ours == null).as("refused by ours, by jPOS").isEqualTo(theirs == null);
    if (ours == null || theirs == null) {
      return;
    }
    assertThat(ours.getMaxField()).isEqualTo(theirs.getMaxField());
    for (int field = 0; field <= theirs.getMaxField(); field++) {
      assertThat(value(ours, field)).as("field %d", field).isEqualTo(value(theirs, field));
    }
    assertThat(written(pair.ours, ours)).isEqualTo(written(pair.jpos, theirs));
  }

  private static ISOMsg read(ISOPackager packager, byte[] wire) {
    ISOMsg message = new ISOMsg();
    message.setPackager(packager);
    try {
      packager.unpack(message, wire);
      return message;
    } catch (ISOException | RuntimeException e) {
      return null; // jPOS lets out what the array access throws, and ours is to be like it
    }
  }

  private static Object value(ISOMsg message, int field) throws ISOException {
    ISOComponent component = message.getComponent(field);
    return component == null
        ? null
        : Objects.toString(
            component.getValue() instanceof byte[] raw
                ? Arrays.toString(raw)
                : component.getValue());
  }

  private static byte[] written(ISOPackager packager, ISOMsg message) {
    try {
      return packager.pack(message);
    } catch (ISOException | RuntimeException e) {
      return null;
    }
  }
}
