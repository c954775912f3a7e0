package io.oneclear.message.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/**
 * 国标码: what text is on the wire where it is more than ASCII. Writes straight into a message; the
 * platform's encoder has to be made anew for every text.
 */
public final class Gbk {

  public static final Charset CHARSET = Charset.forName("GBK");

  private Gbk() {}

  /** How many bytes the text is; -1 if it has a character that GBK does not have. */
  public static int size(String text) {
    int size = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        int code = Codes.BY_CHARACTER[c];
        if (code == 0) {
          return -1;
        }
        size += code >> 8 == 0 ? 0 : 1;
      }
    }
    return size;
  }

  /** As much of the text as fits into {@code most} bytes, not ending in half a character. */
  public static String cut(String text, int most) {
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      size += c >= 0x80 && Codes.BY_CHARACTER[c] >> 8 != 0 ? 2 : 1;
      if (size > most) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  /** Writes a text that has a {@link #size}, and returns where it ends. */
  public static int write(String text, byte[] target, int start) {
    int at = start;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        target[at++] = (byte) c;
      } else {
        int code = Codes.BY_CHARACTER[c];
        if (code >> 8 != 0) {
          target[at++] = (byte) (code >> 8);
        }
        target[at++] = (byte) code;
      }
    }
    return at;
  }

  /** Made when the first text needs it. */
  private static final class Codes {

    private static final int NONE = '?';

    /** Of every character beyond ASCII its one or two bytes; 0 if there is none. */
    private static final char[] BY_CHARACTER = new char[Character.MAX_VALUE + 1];

    static {
      CharBuffer all = CharBuffer.allocate(BY_CHARACTER.length);
      for (int c = 0x80; c < BY_CHARACTER.length; c++) {
        all.put(Character.isSurrogate((char) c) ? NONE : (char) c);
      }
      ByteBuffer encoded = encode(all.flip());
      for (int c = 0x80; c < BY_CHARACTER.length; c++) {
        int first = encoded.get() & 0xFF;
        if (first > 0x80 && first < 0xFF) {
          BY_CHARACTER[c] = (char) (first << 8 | (encoded.get() & 0xFF));
        } else if (first != NONE) {
          BY_CHARACTER[c] = (char) first;
        }
      }
    }

    private static ByteBuffer encode(CharBuffer characters) {
      try {
        return CHARSET
            .newEncoder()
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith(new byte[] {NONE})
            .encode(characters);
      } catch (CharacterCodingException e) {
        throw new IllegalStateException("GBK refuses what it was told to replace", e);
      }
    }
  }
}
