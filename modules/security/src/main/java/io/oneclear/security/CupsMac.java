package io.oneclear.security;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.KeyBlock;
import io.oneclear.security.cipher.DesKey;
import io.oneclear.security.cipher.MacPadding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final List<Integer> TRANSACTION_FIELDS =
      List.of(2, 3, 4, 7, 11, 18, 25, 28, 32, 33, 38, 39, 41, 42, 90, 102, 103);
  private static final List<Integer> KEY_RESET_FIELDS =
      List.of(2, 3, 4, 7, 11, 18, 25, 28, 32, 33, 38, 39, 41, 42, 53, 70, 90, 100);
  private static final Set<Integer> TWO_DIGIT_PREFIX = Set.of(2, 32, 33, 100, 102, 103);
  private static final int ORIGINAL_DATA = 90;
  private static final int ORIGINAL_DATA_USED = 20;
  private static final int NETWORK_CODE = 70;
  private static final String KEY_RESET = "101";
  private static final String MAC_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,.";
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
    return field128(zak.retailMac(MacPadding.ZEROS.pad(input(message))));
  }

  /** What the MAC is made over. */
  byte[] input(IsoMessage message) {
    StringBuilder input = new StringBuilder(256).append(message.mti().digits());
    List<Integer> fields =
        KEY_RESET.equals(message.text(NETWORK_CODE)) ? KEY_RESET_FIELDS : TRANSACTION_FIELDS;
    for (int field : fields) {
      if (message.has(field)) {
        appendWords(input, value(field, message.text(field)));
      }
    }
    return input.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String value(int field, String text) {
    if (field == ORIGINAL_DATA) {
      return text.substring(0, Math.min(ORIGINAL_DATA_USED, text.length()));
    }
    if (TWO_DIGIT_PREFIX.contains(field)) {
      return (text.length() < 10 ? "0" : "") + text.length() + text;
    }
    return text;
  }

  /** Appends the text's words, each after one space. */
  private static void appendWords(StringBuilder input, String text) {
    boolean spaceDue = true;
    String upper = text.toUpperCase(Locale.ROOT);
    for (int i = 0; i < upper.length(); i++) {
      char c = upper.charAt(i);
      if (c == ' ') {
        spaceDue = true;
      } else if (MAC_CHARACTERS.indexOf(c) >= 0) {
        if (spaceDue) {
          input.append(' ');
          spaceDue = false;
        }
        input.append(c);
      }
    }
  }

  private static byte[] field128(byte[] mac) {
    return HEX.formatHex(Arrays.copyOf(mac, BYTES_USED)).getBytes(StandardCharsets.US_ASCII);
  }
}
