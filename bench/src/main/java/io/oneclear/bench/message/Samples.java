package io.oneclear.bench.message;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A card payment on either leg, of fields that every codec has. */
final class Samples {

  static final String TYPE = "0200";

  /** Fields of bytes, on either leg. */
  static boolean isBinary(int field) {
    return field == 52 || field == 64;
  }

  private Samples() {}

  /** To a scheme: characters throughout, two bitmaps. */
  static SortedMap<Integer, String> scheme() {
    TreeMap<Integer, String> fields = new TreeMap<>();
    fields.put(2, "6225000000000006");
    fields.put(3, "000000");
    fields.put(4, "000000010000");
    fields.put(7, "1122120000");
    fields.put(11, "000001");
    fields.put(12, "120000");
    fields.put(13, "1122");
    fields.put(14, "3012");
    fields.put(18, "5411");
    fields.put(19, "156");
    fields.put(22, "021");
    fields.put(25, "00");
    fields.put(32, "49000000");
    fields.put(33, "49000000");
    fields.put(35, "6225000000000006=30122010000000000");
    fields.put(37, "000000000001");
    fields.put(41, "10000001");
    fields.put(42, "898110153310001");
    fields.put(43, "CORNER SHOP                     SHANGHAI");
    fields.put(49, "156");
    fields.put(60, "00000500030000000");
    fields.put(128, "5AD7A9CE");
    return Collections.unmodifiableSortedMap(fields);
  }

  /** From a terminal: packed digits, one bitmap. */
  static SortedMap<Integer, String> terminal() {
    TreeMap<Integer, String> fields = new TreeMap<>();
    fields.put(2, "6225000000000006");
    fields.put(3, "000000");
    fields.put(4, "000000010000");
    fields.put(11, "000001");
    fields.put(14, "3012");
    fields.put(22, "021");
    fields.put(25, "00");
    fields.put(26, "12");
    fields.put(35, "6225000000000006=30122010000000000");
    fields.put(41, "10000001");
    fields.put(42, "898110153310001");
    fields.put(49, "156");
    fields.put(52, "0123456789ABCDEF");
    fields.put(53, "2600000000000000");
    fields.put(60, "22000001000500");
    fields.put(64, "3836434444413538");
    return Collections.unmodifiableSortedMap(fields);
  }
}
