package io.oneclear.message.cups;

import java.util.Objects;

/**
 * What differs between links to a scheme.
 *
 * @param scheme the scheme's institution code, destination of our headers
 * @param self our institution code, source of our headers and field 33 of network management
 * @param country field 19, three digits
 * @param terminalType field 60.2.5, two digits: 03 point of sale
 * @param readCapability field 60.2.2, one digit: 5 chip and magnetic stripe
 * @param reversalReason field 60.1 of a reversal, four digits
 * @param longestPin field 26, two digits
 */
public record CupsOptions(
    String scheme,
    String self,
    String country,
    String terminalType,
    String readCapability,
    String reversalReason,
    String longestPin) {

  public CupsOptions {
    digits("scheme", scheme, 1, 11);
    digits("self", self, 1, 11);
    digits("country", country, 3, 3);
    digits("terminalType", terminalType, 2, 2);
    digits("readCapability", readCapability, 1, 1);
    digits("reversalReason", reversalReason, 4, 4);
    digits("longestPin", longestPin, 2, 2);
  }

  /** A link of this institution to that scheme with the usual details. */
  public static CupsOptions of(String scheme, String self) {
    return new CupsOptions(scheme, self, "156", "03", "5", "4351", "06");
  }

  private static void digits(String name, String value, int least, int most) {
    Objects.requireNonNull(value, name);
    if (!value.matches("[0-9]{" + least + "," + most + "}")) {
      throw new IllegalArgumentException(
          name
              + ": '"
              + value
              + "' must be "
              + (least == most ? "" : least + " to ")
              + most
              + " digits");
    }
  }
}
