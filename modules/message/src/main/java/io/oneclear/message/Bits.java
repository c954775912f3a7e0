package io.oneclear.message;

/**
 * Sets of field numbers as a message's bitmaps have them: two longs, field 1 in the highest bit.
 */
final class Bits {

  /** The fields one bitmap speaks of. */
  static final int MAP = 64;

  private Bits() {}

  /** The bit of a field in the map it belongs to. */
  static long bit(int field) {
    return Long.MIN_VALUE >>> (field - 1);
  }

  static boolean has(long low, long high, int field) {
    return ((field <= MAP ? low : high) & bit(field)) != 0;
  }

  /** How many fields of the set stand before this one. */
  static int rank(long low, long high, int field) {
    long before = -bit(field) << 1;
    return field <= MAP
        ? Long.bitCount(low & before)
        : Long.bitCount(low) + Long.bitCount(high & before);
  }

  static int count(long low, long high) {
    return Long.bitCount(low) + Long.bitCount(high);
  }

  /** The field of the set that comes after this one; beyond all fields if there is none. */
  static int next(long low, long high, int field) {
    int passed = Math.min(field, MAP - 1);
    long rest = low << passed >>> passed;
    if (rest != 0 && field < MAP) {
      return Long.numberOfLeadingZeros(rest) + 1;
    }
    passed = Math.max(field - MAP, 0);
    rest = passed < MAP ? high << passed >>> passed : 0;
    return MAP + Long.numberOfLeadingZeros(rest) + 1;
  }
}
