package io.oneclear.message.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneclear.message.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jpos.iso.ISOBinaryField;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOPackager;
import org.jpos.iso.packager.GenericPackager;
import org.junit.jupiter.api.Test;

/**
 * {@code GenericPackager} and ours, side by side over the same tables and the same input: the same
 * bytes, the same fields, the same refusals in the same words.
 */
class CompiledPackagerTest {

  /** A table twice, and the messages to begin with. */
  private record Pair(
      String name, ISOPackager jpos, CompiledPackager ours, List<byte[]> messages) {}

  private static final List<Pair> PAIRS =
      List.of(
          pair("/packager/terminal.xml", bodies(Vectors.pos())),
          pair("/packager/scheme.xml", bodies(Vectors.cups())),
          pair("/packager/iso87binary.xml", List.of()),
          pair("/packager/iso87ascii.xml", List.of()),
          pair("/packager/iso93binary.xml", List.of()),
          pair("/packager/cmf.xml", List.of()));

  private static Pair pair(String resource, List<byte[]> messages) {
    try (InputStream first = CompiledPackagerTest.class.getResourceAsStream(resource);
        InputStream second = CompiledPackagerTest.class.getResourceAsStream(resource)) {
      return new Pair(resource, new GenericPackager(first), new CompiledPackager(second), messages);
    } catch (IOException | ISOException e) {
      throw new IllegalStateException(resource, e);
    }
  }

  private static List<byte[]> bodies(List<JsonNode> vectors) {
    List<byte[]> bodies = new ArrayList<>();
    for (JsonNode vector : vectors) {
      if (!vector.get("mti").isNull()) {
        byte[] frame = Vectors.frame(vector);
        int front = vector.get("tpdu").isNull() ? 0 : 11;
        bodies.add(Arrays.copyOfRange(frame, front, frame.length));
      }
    }
    return bodies;
  }

  @Test
  void everyPublishedMessageIsReadAndWrittenLikeJpos() throws ISOException {
    int messages = 0;
    for (Pair pair : PAIRS) {
      for (byte[] wire : pair.messages) {
        ISOMsg read = bothUnpack(pair, wire);
        assertThat(read).as(pair.name).isNotNull();
        assertThat(pair.ours.unpack(new ISOMsg(), wire)).isEqualTo(wire.length);
        bothPack(pair, read);
        messages++;
      }
    }
    assertThat(messages).isEqualTo(15);
  }

  @Test
  void randomMessagesAreWrittenAndReadLikeJpos() {
    Random random = new Random(8583);
    for (Pair pair : PAIRS) {
      int packed = 0;
      for (int round = 0; round < 3_000; round++) {
        byte[] wire = bothPack(pair, message(pair, random));
        if (wire != null) {
          packed++;
          bothUnpack(pair, wire);
        }
      }
      assertThat(packed).as(pair.name).isGreaterThan(500);
    }
  }

  @Test
  void brokenMessagesAreRefusedOrReadLikeJpos() {
    Random random = new Random(20_260);
    for (Pair pair : PAIRS) {
      List<byte[]> seeds = new ArrayList<>(pair.messages);
      for (int i = 0; i < 200; i++) {
        byte[] wire = bothPack(pair, message(pair, random));
        if (wire != null) {
          seeds.add(wire);
        }
      }
      int refused = 0;
      for (int round = 0; round < 10_000; round++) {
        byte[] wire = broken(seeds.get(random.nextInt(seeds.size())), random);
        ISOMsg read = bothUnpack(pair, wire);
        refused += read == null ? 1 : 0;
        if (read != null) {
          bothPack(pair, read);
        }
      }
      assertThat(refused).as(pair.name).isBetween(200, 9_800);
    }
  }

  @Test
  void ourOwnTablesReadLikeJposReadsThem() throws IOException, ISOException {
    for (String table : List.of("unionpay-pos.xml", "cups.xml")) {
      String file = "../../cfg/packager/" + table;
      List<byte[]> messages = bodies(table.startsWith("cups") ? Vectors.cups() : Vectors.pos());
      Pair pair = new Pair(file, new GenericPackager(file), new CompiledPackager(file), messages);
      for (byte[] wire : messages) {
        ISOMsg read = bothUnpack(pair, wire);
        assertThat(read).isNotNull();
        bothPack(pair, read);
      }
    }
  }

  @Test
  void onlyWhatIsNotUnderstoodIsLeftToJpos() {
    GenericPackager table = (GenericPackager) PAIRS.getFirst().jpos;
    List<Integer> left = new ArrayList<>();
    for (int number = 2; number <= 64; number++) {
      if (table.getFieldPackager(number) != null
          && Forms.of(table.getFieldPackager(number)) instanceof JposForm) {
        left.add(number);
      }
    }
    // An amount with its sign, and a text that is not filled up.
    assertThat(left).containsExactly(28, 38);
  }

  @Test
  void fieldsAreFoundByNameLikeInJpos() throws ISOException {
    Pair pair = PAIRS.getFirst();
    ISOMsg message = new ISOMsg("0200");
    message.setPackager(pair.ours);
    message.set(52, "0011223344556677");
    assertThat(message.getComponent(52)).isInstanceOf(ISOBinaryField.class);
    assertThat(pair.ours.getFieldDescription(message, 52)).isEqualTo("PIN block");
    assertThat(message.pack()).endsWith(Vectors.hex("0011223344556677"));
  }

  // --- side by side -----------------------------------------------------------------------------

  /** Fails unless both read the same or refuse the same; null if they refuse. */
  private static ISOMsg bothUnpack(Pair pair, byte[] wire) {
    ISOMsg theirs = new ISOMsg();
    ISOMsg ours = new ISOMsg();
    String expected = outcome(() -> "consumed " + pair.jpos.unpack(theirs, wire));
    String actual = outcome(() -> "consumed " + pair.ours.unpack(ours, wire));
    assertThat(actual).as(pair.name).isEqualTo(expected);
    assertSame(pair, theirs, ours);
    return expected.startsWith("consumed") ? ours : null;
  }

  /** Fails unless both write the same or refuse the same; null if they refuse. */
  private static byte[] bothPack(Pair pair, ISOMsg message) {
    String expected = outcome(() -> "wrote " + Vectors.hex(pack(message, pair.jpos)));
    String actual = outcome(() -> "wrote " + Vectors.hex(pack(message, pair.ours)));
    assertThat(actual).as(pair.name).isEqualTo(expected);
    return actual.startsWith("wrote ") ? Vectors.hex(actual.substring(6)) : null;
  }

  private static byte[] pack(ISOMsg message, ISOPackager packager) throws ISOException {
    ISOMsg copy = (ISOMsg) message.clone();
    copy.setPackager(packager);
    return copy.pack();
  }

  private static final String INDEX =
      "(: )?(null|arraycopy: [^)]*|Range [^)]*|Index -?\\d+ out of bounds for length \\d+)";

  private interface Attempt {
    String run() throws ISOException;
  }

  private static String outcome(Attempt attempt) {
    try {
      return attempt.run();
    } catch (ISOException | RuntimeException e) {
      // Which index was out of bounds the JVM leaves out when it happens often.
      return (e.getClass().getName() + ": " + e.getMessage()).replaceAll(INDEX, "");
    }
  }

  private static void assertSame(Pair pair, ISOMsg theirs, ISOMsg ours) {
    Set<?> numbers = theirs.getChildren().keySet();
    assertThat((Object) ours.getChildren().keySet()).as(pair.name).isEqualTo(numbers);
    for (Object number : numbers) {
      ISOComponent expected = theirs.getComponent((Integer) number);
      ISOComponent actual = ours.getComponent((Integer) number);
      assertThat(actual.getClass()).isEqualTo(expected.getClass());
      assertThat(value(actual)).as(pair.name + " field " + number).isEqualTo(value(expected));
    }
  }

  private static Object value(ISOComponent component) {
    try {
      Object value = component.getValue();
      return value instanceof ISOMsg inner ? inner.getChildren().keySet() : value;
    } catch (ISOException e) {
      return fail("a field without value", e);
    }
  }

  // --- input ------------------------------------------------------------------------------------

  /** Fields of every kind, most of a length that fits, some not. */
  private static ISOMsg message(Pair pair, Random random) {
    ISOMsg message = new ISOMsg();
    try {
      message.setMTI("0" + (100 + random.nextInt(900)));
      for (int number = 2; number <= 128; number++) {
        var field = ((GenericPackager) pair.jpos).getFieldPackager(number);
        if (random.nextInt(10) == 0 && (field != null || random.nextInt(200) == 0)) {
          int most = field == null ? 4 : Math.min(field.getLength(), 120);
          int length = random.nextInt(4) == 0 ? random.nextInt(most + 1) : most;
          length += random.nextInt(150) == 0 ? 1 + random.nextInt(900) : 0;
          boolean binary =
              (field != null && field.createComponent(number) instanceof ISOBinaryField)
                  ^ random.nextInt(200) == 0;
          if (binary) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            message.set(number, bytes);
          } else {
            message.set(number, text(length, random));
          }
        }
      }
    } catch (ISOException e) {
      throw new IllegalStateException(e);
    }
    return message;
  }

  private static String text(int length, Random random) {
    String alphabet =
        switch (random.nextInt(8)) {
          case 0 -> "0123456789ABCDEF=";
          case 1 -> "aZ 09,.é\u00FFÿ";
          case 2 -> random.nextInt(20) == 0 ? "一1" : "D1";
          default -> "0123456789";
        };
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static byte[] broken(byte[] wire, Random random) {
    byte[] broken =
        Arrays.copyOf(
            wire,
            switch (random.nextInt(3)) {
              case 0 -> random.nextInt(wire.length + 1);
              case 1 -> wire.length + random.nextInt(30);
              default -> wire.length;
            });
    for (int flips = random.nextInt(4); flips > 0 && broken.length > 0; flips--) {
      broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return broken;
  }
}
