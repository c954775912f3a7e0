package io.oneclear.message.packager;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOField;
import org.jpos.iso.ISOMsg;

/**
 * One byte per character (ISO 8859-1, jPOS's character set).
 *
 * @param length of a fixed field; the most of a variable one
 * @param left what fills a fixed field up: true zeros before, false spaces behind
 */
record CharacterForm(Prefix prefix, int length, boolean left) implements Form {

  @Override
  public int unpack(int number, byte[] wire, int at, ISOMsg into) throws ISOException {
    int count = prefix.read(wire, at, length);
    int start = at + prefix.bytes();
    if (count < 0 || count > wire.length - start) {
      return NOT_TAKEN;
    }
    into.set(new ISOField(number, new String(wire, start, count, StandardCharsets.ISO_8859_1)));
    return start + count;
  }

  @Override
  public int size(ISOComponent field) {
    String text = Texts.of(field);
    if (text == null || text.length() > length || !prefix.says(text.length())) {
      return NOT_TAKEN;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return NOT_TAKEN;
      }
    }
    return prefix.bytes() + (prefix == Prefix.NONE ? length : text.length());
  }

  @Override
  public int pack(ISOComponent field, byte[] wire, int at) {
    String text = Texts.of(field);
    int count = text.length();
    int filling = prefix == Prefix.NONE ? length - count : 0;
    int start = prefix.write(count, wire, at);
    int content = left ? start + filling : start;
    int end = content + count;
    Arrays.fill(wire, start, content, (byte) '0');
    for (int i = 0; i < count; i++) {
      wire[content + i] = (byte) text.charAt(i);
    }
    if (!left) {
      Arrays.fill(wire, end, end + filling, (byte) ' ');
      end += filling;
    }
    return end;
  }
}
