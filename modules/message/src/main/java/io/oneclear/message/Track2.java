package io.oneclear.message;

import io.oneclear.message.text.Digits;

/**
 * Track 2 of a card (field 35), digits with the separator written {@code D}. Never stored; prints
 * only that it is there.
 */
public final class Track2 {

  private final String nibbles;

  /**
   * @param nibbles up to 37 digits and separator ({@code =} is accepted for {@code D})
   */
  public Track2(String nibbles) {
    String normal = nibbles.replace('=', 'D');
    if (normal.isEmpty() || normal.length() > 37) {
      throw new IllegalArgumentException("track 2 is 1 to 37 characters");
    }
    this.nibbles = normal;
  }

  /** The track in clear (or as the terminal encrypted it). Never for logs, exceptions or files. */
  public String clear() {
    return nibbles;
  }

  /** The PAN before the separator; null if the track is encrypted or has no PAN of legal length. */
  public Pan pan() {
    int end = nibbles.indexOf('D');
    return end >= 0 && Digits.areDigits(nibbles.substring(0, end), 8, 19)
        ? new Pan(nibbles.substring(0, end))
        : null;
  }

  /** False if the track has a PAN and that is another one. */
  public boolean agreesWith(Pan pan) {
    int end = nibbles.indexOf('D');
    if (end == pan.length() && nibbles.startsWith(pan.clear())) {
      return true;
    }
    return pan() == null;
  }

  /** Expiry YYMM after the separator; null if there is none. */
  public String expiry() {
    int start = nibbles.indexOf('D') + 1;
    return start > 0
            && start + 4 <= nibbles.length()
            && Digits.areDigits(nibbles.substring(start, start + 4), 4, 4)
        ? nibbles.substring(start, start + 4)
        : null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Track2 track && nibbles.equals(track.nibbles);
  }

  @Override
  public int hashCode() {
    return nibbles.hashCode();
  }

  @Override
  public String toString() {
    return "Track2[" + nibbles.length() + " nibbles]";
  }
}
