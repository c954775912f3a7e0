package io.oneclear.message.jpos;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jpos.iso.ISOBinaryField;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOField;

/** Text on the wire: ASCII, and GBK where it is more. What is neither is kept as bytes. */
final class Characters {

  private static final Charset GBK = Charset.forName("GBK");

  private Characters() {}

  static ISOComponent read(int number, int count, WireReader in) throws ISOException {
    int start = in.skip(count);
    byte[] bytes = in.array();
    for (int i = start; i < start + count; i++) {
      if (bytes[i] < 0) {
        return wide(number, Arrays.copyOfRange(bytes, start, start + count));
      }
    }
    return new ISOField(number, new String(bytes, start, count, StandardCharsets.ISO_8859_1));
  }

  private static ISOComponent wide(int number, byte[] bytes) {
    String text = new String(bytes, GBK);
    return Arrays.equals(text.getBytes(GBK), bytes)
        ? new ISOField(number, text)
        : new ISOBinaryField(number, bytes);
  }

  /** The bytes of a field that holds text or bytes. */
  static byte[] bytes(ISOComponent field) throws ISOException {
    if (field instanceof ISOBinaryField) {
      return field.getBytes();
    }
    String text = Nibbles.text(field);
    if (isAscii(text)) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    try {
      ByteBuffer encoded = GBK.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new ISOException("has a character that GBK does not have", e);
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
