package io.oneclear.message.tlv;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Data objects in wire order. Reading takes any bytes: what is no data object, or ends too early,
 * is kept as {@link #rest()}, so that {@link #encode()} gives the same bytes again. Objects inside
 * a constructed one are in its value, unread.
 */
public record TlvList(List<Tlv> items, byte[] rest) {

  private static final int MORE_TAG = 0x1F;
  private static final int LONG_LENGTH = 0x80;
  private static final int MOST_TAG_BYTES = 3;

  public TlvList {
    items = List.copyOf(items);
  }

  public static TlvList of(Tlv... items) {
    return new TlvList(List.of(items), new byte[0]);
  }

  /** Reads as many data objects as there are. */
  public static TlvList decode(byte[] bytes) {
    List<Tlv> items = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int length = tagLength(bytes, at);
      Tlv item = length == 0 ? null : item(bytes, at, length);
      if (item == null) {
        break;
      }
      items.add(item);
      at += length + item.lengthBytes() + item.value().length;
    }
    return new TlvList(items, Arrays.copyOfRange(bytes, at, bytes.length));
  }

  /** How many bytes the tag has; 0 if it is none: zero, too long or cut off. */
  private static int tagLength(byte[] bytes, int at) {
    if (bytes[at] == 0) {
      return 0;
    }
    if ((bytes[at] & MORE_TAG) != MORE_TAG) {
      return 1;
    }
    for (int length = 2; length <= MOST_TAG_BYTES && at + length <= bytes.length; length++) {
      if (bytes[at + length - 1] >= 0) {
        return length;
      }
    }
    return 0;
  }

  /** The object at {@code at}; null if its length or value is not there. */
  private static Tlv item(byte[] bytes, int at, int tagLength) {
    int tag = 0;
    for (int i = at; i < at + tagLength; i++) {
      tag = tag << 8 | (bytes[i] & 0xFF);
    }
    int start = at + tagLength;
    if (start >= bytes.length) {
      return null;
    }
    int length = bytes[start] & 0xFF;
    int lengthBytes = 1;
    if (length >= LONG_LENGTH) {
      lengthBytes = 1 + length - LONG_LENGTH;
      if (lengthBytes < 2 || lengthBytes > 3 || bytes.length - start < lengthBytes) {
        return null;
      }
      length = bytes[start + 1] & 0xFF;
      if (lengthBytes == 3) {
        length = length << 8 | (bytes[start + 2] & 0xFF);
      }
    }
    int value = start + lengthBytes;
    return length > bytes.length - value
        ? null
        : new Tlv(tag, lengthBytes, Arrays.copyOfRange(bytes, value, value + length));
  }

  /** True if nothing was left unread. */
  public boolean complete() {
    return rest.length == 0;
  }

  /** Value of the first object with this tag; null if there is none. */
  public byte[] value(int tag) {
    for (Tlv item : items) {
      if (item.tag() == tag) {
        return item.value();
      }
    }
    return null;
  }

  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Tlv item : items) {
      for (int shift = (item.tagHex().length() / 2 - 1) * 8; shift >= 0; shift -= 8) {
        out.write(item.tag() >>> shift);
      }
      int length = item.value().length;
      if (item.lengthBytes() > 1) {
        out.write(LONG_LENGTH + item.lengthBytes() - 1);
      }
      if (item.lengthBytes() == 3) {
        out.write(length >>> 8);
      }
      out.write(length);
      out.writeBytes(item.value());
    }
    out.writeBytes(rest);
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return items + (complete() ? "" : " and " + rest.length + " bytes");
  }
}
