package io.oneclear.message.packager;

import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOField;

/** What a field holds, if it is an ordinary text. */
final class Texts {

  private Texts() {}

  /** The text; null if the field holds anything else. */
  static String of(ISOComponent field) {
    return field.getClass() == ISOField.class ? (String) ((ISOField) field).getValue() : null;
  }
}
