package io.oneclear.message.tlv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TlvListTest {

  @Test
  void whatCanBeReadIsReadAndTheRestIsKept() {
    String[] table = {
      "                  bytes | objects          | rest",
      "                        |                  |",
      "9F2608 0102030405060708 | 9F26:8           |",
      "9505 8004E00000 9A03161115 | 95:5 9A:3     |",
      "FF0001 AB FF0600        | FF00:1 FF06:0    |",
      "5A8102 6228             | 5A:2             |",
      "5A820002 6228           | 5A:2             |",
      "DF818101 02 0102        |                  | DF818101020102",
      "DF8105 01 AA            | DF8105:1         |",
      "9F                      |                  | 9F",
      "9F26                    |                  | 9F26",
      "9F26 05 01              |                  | 9F260501",
      "82 02 7C00 84 08 A0     | 82:2             | 8408A0",
      "82 80                   |                  | 8280",
      "82 83 000001 00         |                  | 8283000001" + "00",
      "82 02 7C00 00           | 82:2             | 00",
    };
    for (String line : Arrays.copyOfRange(table, 1, table.length)) {
      String[] columns = line.split("\\|", -1);
      byte[] bytes = HexFormat.of().parseHex(columns[0].replace(" ", ""));

      TlvList list = TlvList.decode(bytes);

      StringBuilder objects = new StringBuilder();
      for (Tlv item : list.items()) {
        objects.append(item.tagHex()).append(':').append(item.value().length).append(' ');
      }
      assertThat(objects.toString().strip()).as(line).isEqualTo(columns[1].strip());
      assertThat(HexFormat.of().withUpperCase().formatHex(list.rest()))
          .as(line)
          .isEqualTo(columns[2].strip());
      assertThat(list.complete()).isEqualTo(list.rest().length == 0);
      assertThat(list.encode()).as(line).isEqualTo(bytes);
    }
  }

  @Test
  void anyBytesComeBackAsTheyWere() {
    Random random = new Random(55);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      assertThat(TlvList.decode(bytes).encode()).isEqualTo(bytes);
    }
  }

  @Test
  void anObjectIsFoundByItsTag() {
    TlvList list =
        TlvList.of(
            Tlv.of(0x9F26, new byte[8]), Tlv.of(0x91, new byte[200]), Tlv.of(0x72, new byte[300]));

    TlvList back = TlvList.decode(list.encode());

    assertThat(back.complete()).isTrue();
    assertThat(back.value(0x91)).hasSize(200);
    assertThat(back.value(0x72)).hasSize(300);
    assertThat(back.value(0x9F36)).isNull();
  }

  @Test
  void anObjectPrintsNoContent() {
    assertThat(Tlv.of(0x5A, new byte[] {0x62, 0x28}).toString()).isEqualTo("Tlv[5A, 2 bytes]");
    assertThatIllegalArgumentException().isThrownBy(() -> new Tlv(0x5A, 1, new byte[200]));
    assertThatIllegalArgumentException().isThrownBy(() -> Tlv.of(0x5A, new byte[70_000]));
  }
}
