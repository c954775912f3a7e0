package io.oneclear.message.packager;

import io.oneclear.message.jpos.WireField;
import java.util.Arrays;
import java.util.List;
import org.jpos.iso.ISOBinaryField;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOField;
import org.jpos.iso.ISOFieldPackager;

/** Finds the form of a jPOS field packager, by its class and by what it writes. */
final class Forms {

  private Forms() {}

  /**
   * A form that does as the packager does. How a field is filled up and cut (attributes {@code pad}
   * and {@code trim}) a packager does not tell, so it is tried: a form counts only if it writes a
   * long, a short and an empty content to the packager's own bytes.
   */
  static Form of(ISOFieldPackager field) {
    if (field instanceof WireField house) {
      return HouseForm.of(house);
    }
    for (Form candidate : candidates(field)) {
      if (agree(candidate, field)) {
        return candidate;
      }
    }
    return new JposForm(field);
  }

  private static List<Form> candidates(ISOFieldPackager field) {
    if (field.getClass().getPackage() != ISOFieldPackager.class.getPackage()) {
      return List.of();
    }
    int length = field.getLength();
    // By name, because a class derived from one of these may do anything.
    return switch (field.getClass().getSimpleName()) {
      case "IFB_NUMERIC" -> packed(Prefix.NONE, length);
      case "IFB_LLNUM" -> packed(Prefix.BCD_LL, length);
      case "IFB_LLLNUM" -> packed(Prefix.BCD_LLL, length);
      case "IFA_NUMERIC" -> List.of(new CharacterForm(Prefix.NONE, length, true));
      case "IF_CHAR" -> List.of(new CharacterForm(Prefix.NONE, length, false));
      case "IFA_LLNUM", "IFA_LLCHAR" -> List.of(new CharacterForm(Prefix.ASCII_LL, length, false));
      case "IFA_LLLNUM", "IFA_LLLCHAR" ->
          List.of(new CharacterForm(Prefix.ASCII_LLL, length, false));
      case "IFB_LLCHAR" -> List.of(new CharacterForm(Prefix.BCD_LL, length, false));
      case "IFB_LLLCHAR" -> List.of(new CharacterForm(Prefix.BCD_LLL, length, false));
      case "IFB_LLLLCHAR" -> List.of(new CharacterForm(Prefix.BCD_LLLL, length, false));
      case "IFB_BINARY" -> List.of(new BinaryForm(Prefix.NONE, length));
      case "IFA_LLBINARY" -> List.of(new BinaryForm(Prefix.ASCII_LL, length));
      case "IFA_LLLBINARY" -> List.of(new BinaryForm(Prefix.ASCII_LLL, length));
      case "IFB_LLBINARY" -> List.of(new BinaryForm(Prefix.BCD_LL, length));
      case "IFB_LLLBINARY" -> List.of(new BinaryForm(Prefix.BCD_LLL, length));
      case "IFB_LLLLBINARY" -> List.of(new BinaryForm(Prefix.BCD_LLLL, length));
      default -> List.of();
    };
  }

  private static List<Form> packed(Prefix prefix, int length) {
    return List.of(new PackedForm(prefix, length, false), new PackedForm(prefix, length, true));
  }

  private static boolean agree(Form form, ISOFieldPackager field) {
    int odd = Math.max(1, field.getLength() - 1 + field.getLength() % 2);
    return agree(form, field, odd) && agree(form, field, 1) && agree(form, field, 0);
  }

  private static boolean agree(Form form, ISOFieldPackager field, int length) {
    if (form instanceof BinaryForm(Prefix prefix, int fixed)) {
      int count = prefix == Prefix.NONE ? fixed : length;
      return agree(form, field, new ISOBinaryField(0, new byte[count]));
    }
    return agree(form, field, new ISOField(0, "1".repeat(length)));
  }

  private static boolean agree(Form form, ISOFieldPackager field, ISOComponent sample) {
    int size = form.size(sample);
    if (size == Form.NOT_TAKEN) {
      return false;
    }
    byte[] ours = new byte[size];
    try {
      return form.pack(sample, ours, 0) == size && Arrays.equals(ours, field.pack(sample));
    } catch (ISOException e) {
      return false;
    }
  }
}
