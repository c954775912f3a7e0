package io.oneclear.message;

import io.oneclear.message.jpos.WireField;

/**
 * The fields of a message as they came: where each begins in the frame, and nothing read yet. The
 * bytes stand for themselves when the field is written again, pad half bytes included.
 *
 * @param forms the table that found them, by field number
 * @param wire the frame; nobody changes it any more
 * @param low fields 1 to 64, the first in the highest bit
 * @param high fields 65 to 128
 * @param bounds where each field present begins, ascending, and where the last one ends
 */
record Received(WireField[] forms, byte[] wire, long low, long high, int[] bounds) {

  int start(int field) {
    return bounds[Bits.rank(low, high, field)];
  }

  int end(int field) {
    return bounds[Bits.rank(low, high, field) + 1];
  }

  String text(int field) {
    return forms[field].text(wire, start(field), end(field));
  }

  byte[] bytes(int field) {
    return forms[field].bytes(wire, start(field), end(field));
  }

  boolean isBinary(int field) {
    return forms[field].isBinary(wire, start(field), end(field));
  }

  boolean is(int field, String text) {
    return forms[field].is(text, wire, start(field), end(field));
  }

  int length(int field) {
    return forms[field].length(wire, start(field), end(field));
  }

  void copyText(int field, byte[] into, int at) {
    forms[field].copyText(wire, start(field), end(field), into, at);
  }

  long number(int field) {
    return forms[field].number(wire, start(field), end(field));
  }

  /** The content as what {@link IsoMessage#set} takes. */
  Object value(int field) {
    return isBinary(field) ? bytes(field) : text(field);
  }
}
