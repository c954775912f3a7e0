package io.oneclear.security;

import io.oneclear.message.ByteRange;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.KeyBlock;
import io.oneclear.security.cipher.DesKey;
import io.oneclear.security.cipher.HexCharacters;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * Field 128 of the CUPS dialect, the one place that knows its rule.
 *
 * <p>The input is the type and a set of fields, those that are present, ascending, joined by one
 * space. A field of variable length brings its length prefix along; of field 90 the first 20
 * characters go in (type, trace number and time of the original). Letters become upper case,
 * anything but A-Z, 0-9, space, comma and full stop is dropped, spaces at a field's ends are
 * dropped and runs of spaces become one. DES CBC with a single-length key, X9.19 with a
 * double-length one; the first 4 bytes of the result as 8 hex characters.
 *
 * <p>No message with a known key was ever published, so the rule stands on public programs only;
 * what a scheme's contract says otherwise is changed here and nowhere else.
 */
public final class CupsMac {

  static final int FIELD = 128;

  private static final int[] TRANSACTION_FIELDS = {
    2, 3, 4, 7, 11, 18, 25, 28, 32, 33, 38, 39, 41, 42, 90, 102, 103
  };
  private static final int[] KEY_RESET_FIELDS = {
    2, 3, 4, 7, 11, 18, 25, 28, 32, 33, 38, 39, 41, 42, 53, 70, 90, 100
  };
  private static final int ORIGINAL_DATA = 90;
  private static final int ORIGINAL_DATA_USED = 20;
  private static final int NETWORK_CODE = 70;
  private static final String KEY_RESET = "101";

  /** Room for an ordinary message's input. */
  private static final int USUAL = 192;

  private static final int BYTES_USED = 4;

  /** The 8 hex characters for field 128. */
  public CompletableFuture<byte[]> mac(SecurityModule module, KeyBlock zak, IsoMessage message) {
    return module.mac(MacAlgorithm.X9_19, zak, input(message)).thenApply(CupsMac::field128);
  }

  /** True if field 128 is there and right. */
  public CompletableFuture<Boolean> verify(
      SecurityModule module, KeyBlock zak, IsoMessage message) {
    byte[] received = message.bytes(FIELD);
    if (received == null) {
      return CompletableFuture.completedFuture(false);
    }
    return mac(module, zak, message).thenApply(mac -> MessageDigest.isEqual(mac, received));
  }

  /** The same with a key in clear, for the scheme's side. */
  byte[] mac(DesKey zak, IsoMessage message) {
    return field128(zak.retailMac(input(message)));
  }

  /** What the MAC is made over. */
  ByteRange input(IsoMessage message) {
    Words words = new Words();
    words.append(message.mti().digits());
    for (int field : message.is(NETWORK_CODE, KEY_RESET) ? KEY_RESET_FIELDS : TRANSACTION_FIELDS) {
      if (message.has(field)) {
        words.append(message, field);
      }
    }
    return new ByteRange(words.bytes, 0, words.size);
  }

  private static boolean hasPrefix(int field) {
    return switch (field) {
      case 2, 32, 33, 100, 102, 103 -> true;
      default -> false;
    };
  }

  private static byte[] field128(byte[] mac) {
    return HexCharacters.of(mac, BYTES_USED);
  }

  /** The input as far as it is made. Fields are copied behind it and brought into form there. */
  private static final class Words {

    private byte[] bytes = new byte[USUAL];
    private int size;

    void append(String digits) {
      for (int i = 0; i < digits.length(); i++) {
        bytes[size++] = (byte) digits.charAt(i);
      }
    }

    void append(IsoMessage message, int field) {
      int length = message.length(field);
      int start = size + 1; // a space comes before it
      reserve(start + 4 + length);
      int content = start;
      if (hasPrefix(field)) {
        // As decimals are: 100 and more has three digits.
        content = putLength(length, start);
      }
      message.copyText(field, bytes, content);
      int used = field == ORIGINAL_DATA ? Math.min(ORIGINAL_DATA_USED, length) : length;
      tidy(start, content + used);
    }

    private int putLength(int length, int at) {
      int next = at;
      if (length >= 100) {
        bytes[next++] = (byte) ('0' + length / 100 % 10);
      }
      bytes[next++] = (byte) ('0' + length / 10 % 10);
      bytes[next++] = (byte) ('0' + length % 10);
      return next;
    }

    private void reserve(int capacity) {
      if (capacity > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(capacity, 2 * bytes.length));
      }
    }

    /** Moves the words between two places to the end of the input, each after one space. */
    private void tidy(int from, int to) {
      boolean spaceDue = true;
      for (int i = from; i < to; i++) {
        byte c = upper(bytes[i]);
        if (c == ' ') {
          spaceDue = true;
        } else if (isKept(c)) {
          if (spaceDue) {
            bytes[size++] = ' ';
            spaceDue = false;
          }
          bytes[size++] = c;
        }
      }
    }

    private static byte upper(byte c) {
      return c >= 'a' && c <= 'z' ? (byte) (c - 'a' + 'A') : c;
    }

    private static boolean isKept(byte c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == ',' || c == '.';
    }
  }
}
