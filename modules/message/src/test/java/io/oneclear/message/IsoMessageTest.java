package io.oneclear.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.oneclear.message.text.Gbk;
import java.nio.charset.CharsetEncoder;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IsoMessageTest {

  /** Fields of the scheme's table that take any text of up to 99 characters. */
  private static final int[] FREE = {44, 48, 54, 56, 57, 59, 60, 61, 62, 104, 113, 121, 122, 126};

  @Test
  void aMessageThatCameIsChangedLikeOneThatWasBuilt() throws MalformedMessageException {
    Random random = new Random(8583);
    for (int round = 0; round < 500; round++) {
      TreeMap<Integer, String> expected = new TreeMap<>();
      IsoMessage message = new IsoMessage(Mti.FINANCIAL);
      for (int change = 0; change < 40; change++) {
        change(message, expected, random);
        if (random.nextInt(8) == 0) {
          message = Vectors.CUPS.unpack(Vectors.CUPS.pack(message), 0);
        }
        if (random.nextInt(8) == 0) {
          IsoMessage copy = new IsoMessage(message.mti());
          for (int field : FREE) {
            copy.copy(field, message);
          }
          message = copy;
        }
        assertSame(message, expected);
      }
    }
  }

  private static void change(IsoMessage message, Map<Integer, String> expected, Random random) {
    int field = FREE[random.nextInt(FREE.length)];
    if (random.nextInt(3) == 0) {
      message.unset(field);
      expected.remove(field);
    } else {
      String text = "9".repeat(random.nextInt(6)) + (random.nextBoolean() ? "清" : "x");
      message.set(field, text);
      expected.put(field, text);
    }
  }

  private static void assertSame(IsoMessage message, Map<Integer, String> expected) {
    assertThat(message.fields())
        .containsExactly(expected.keySet().stream().mapToInt(Integer::intValue).toArray());
    for (int field : FREE) {
      String text = expected.get(field);
      assertThat(message.has(field)).isEqualTo(text != null);
      assertThat(message.text(field)).isEqualTo(text);
      if (text != null) {
        assertThat(text.endsWith("清") || message.is(field, text)).isTrue();
        assertThat(message.is(field, text + "0")).isFalse();
        assertThat(message.length(field)).isEqualTo(text.length());
        assertThat(message.bytes(field)).isEqualTo(text.getBytes(Gbk.CHARSET));
      }
    }
  }

  @Test
  void aCopyKeepsWhatItsOriginalLoses() throws MalformedMessageException {
    IsoMessage original =
        Vectors.POS.unpack(Vectors.POS.pack(new IsoMessage(Mti.FINANCIAL).set(3, "310000")), 0);
    IsoMessage copy = new IsoMessage(Mti.FINANCIAL).copy(3, original);

    original.set(3, "000000").unset(3);

    assertThat(copy.text(3)).isEqualTo("310000");
    assertThat(copy.number(3)).isEqualTo(310_000);
  }

  @Test
  void aFieldGoesFromOneDialectToAnother() throws MalformedMessageException {
    IsoMessage packed =
        Vectors.POS.unpack(
            Vectors.POS.pack(
                new IsoMessage(Mti.FINANCIAL).set(2, "6225000000000006").set(22, "021")),
            0);

    IsoMessage characters = new IsoMessage(Mti.FINANCIAL).copy(2, packed).copy(22, packed);

    IsoMessage back = Vectors.CUPS.unpack(Vectors.CUPS.pack(characters), 0);
    assertThat(back.text(2)).isEqualTo("6225000000000006");
    assertThat(back.text(22)).isEqualTo("021");
  }

  @Test
  void thereAreNoFieldsBeyondTheBitmaps() {
    IsoMessage message = new IsoMessage(Mti.FINANCIAL);
    for (int field : new int[] {-1, 0, 1, 129}) {
      assertThat(message.has(field)).isFalse();
      assertThat(message.text(field)).isNull();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> message.set(field, "1"))
          .withMessageContaining("field " + field);
    }
  }

  @Test
  void everyCharacterIsWrittenAsThePlatformWritesIt() {
    CharsetEncoder encoder = Gbk.CHARSET.newEncoder();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = String.valueOf((char) c);
      if (!encoder.canEncode((char) c)) {
        assertThat(Gbk.size(text)).as("character %x", c).isEqualTo(-1);
        continue;
      }
      byte[] expected = text.getBytes(Gbk.CHARSET);
      byte[] written = new byte[Gbk.size(text)];
      assertThat(Gbk.write(text, written, 0)).isEqualTo(written.length);
      assertThat(written).isEqualTo(expected);
    }
  }

  @Test
  void textIsCutBetweenCharacters() {
    assertThat(Gbk.cut("一清 shop", 4)).isEqualTo("一清");
    assertThat(Gbk.cut("一清 shop", 3)).isEqualTo("一");
    assertThat(Gbk.cut("一清 shop", 9)).isEqualTo("一清 shop");
    assertThat(Gbk.cut("", 3)).isEmpty();
  }
}
