package io.oneclear.message.printer;

import java.util.ArrayList;
import java.util.List;

/** Text made of tags: two characters, three digits of length, value. */
final class TaggedText {

  private static final int TAG = 2;
  private static final int HEAD = 5;

  private TaggedText() {}

  record Item(String tag, String value) {}

  /** The items; none if the text is not wholly of this form. */
  static List<Item> read(String text) {
    List<Item> items = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (text.length() - at < HEAD || !Values.isDigits(text.substring(at + TAG, at + HEAD))) {
        return List.of();
      }
      int end = at + HEAD + Integer.parseInt(text, at + TAG, at + HEAD, 10);
      if (end > text.length() || !Character.isUpperCase(text.charAt(at))) {
        return List.of();
      }
      items.add(new Item(text.substring(at, at + TAG), text.substring(at + HEAD, end)));
      at = end;
    }
    return items;
  }
}
