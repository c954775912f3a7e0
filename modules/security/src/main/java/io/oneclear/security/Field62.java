package io.oneclear.security;

import io.oneclear.security.SecurityModuleException.Reason;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Field 62 of a sign-on answer: for each working key a slot with the key encrypted (ECB) under the
 * TMK, then its check value of 4 bytes. A single-length key in a slot of 16 bytes is followed by 8
 * bytes of zeros; the check value stands after the slot, in some regions after the key.
 */
final class Field62 {

  private static final int KCV = 4;
  private static final int SINGLE = 8;

  private final ClearKey tmk;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream(60);
  private final List<Slot> slots = new ArrayList<>(3);

  private record Slot(ClearKey key, int length) {}

  Field62(ClearKey tmk) {
    this.tmk = tmk;
  }

  /** Adds a key in a slot of {@code slot} bytes. */
  Field62 add(ClearKey key, int slot) {
    byte[] encrypted = tmk.readyDes().encrypt(key.clear());
    written.writeBytes(Arrays.copyOf(encrypted, slot));
    written.writeBytes(key.kcv());
    slots.add(new Slot(key, slot));
    return this;
  }

  byte[] bytes() {
    return written.toByteArray();
  }

  /** True if a terminal reads out of {@code field62} the keys that were added. */
  boolean reads(byte[] field62) {
    int offset = 0;
    for (Slot slot : slots) {
      try {
        if (!read(tmk, field62, offset, slot.length).equals(slot.key)) {
          return false;
        }
      } catch (SecurityModuleException _) {
        return false;
      }
      offset += slot.length + KCV;
    }
    return true;
  }

  /** The key at {@code offset}; BAD_KEY if no reading of the slot has the right check value. */
  static ClearKey read(ClearKey tmk, byte[] field62, int offset, int slot) {
    byte[] content = Arrays.copyOfRange(field62, offset, offset + slot);
    byte[] kcv = Arrays.copyOfRange(field62, offset + slot, offset + slot + KCV);
    ClearKey whole = decrypt(tmk, content, slot);
    if (MessageDigest.isEqual(whole.kcv(), kcv)) {
      return whole;
    }
    if (slot > SINGLE) {
      ClearKey single = decrypt(tmk, content, SINGLE);
      byte[] early = Arrays.copyOfRange(content, SINGLE, SINGLE + KCV);
      if (MessageDigest.isEqual(single.kcv(), kcv) || MessageDigest.isEqual(single.kcv(), early)) {
        return single;
      }
    }
    throw new SecurityModuleException(Reason.BAD_KEY, "a working key whose check value is wrong");
  }

  private static ClearKey decrypt(ClearKey tmk, byte[] content, int length) {
    return new ClearKey(KeyAlgorithm.DES, tmk.readyDes().decrypt(Arrays.copyOf(content, length)));
  }
}
