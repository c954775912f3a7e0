package io.oneclear.proof.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What happened, a line an event, in the order it happened. Holds no card number, track, PIN or
 * key: those who write give identities, codes and amounts only.
 */
public final class Trace {

  private static final int HASH_DIGITS = 16;

  private final SimulatedTime time;
  private final List<String> lines = new ArrayList<>();

  public Trace(SimulatedTime time) {
    this.time = time;
  }

  /** Who did what, with its particulars. */
  public void add(String who, String what) {
    lines.add(stamp(time.nanos()) + " " + who + " ".repeat(Math.max(1, 12 - who.length())) + what);
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** The same for the same events in the same order, on any machine. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String line : lines) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Seconds and milliseconds since the run began. */
  private static String stamp(long nanos) {
    String millis = Long.toString(nanos / 1_000_000);
    String padded = "0".repeat(Math.max(0, 4 - millis.length())) + millis;
    int dot = padded.length() - 3;
    String text = padded.substring(0, dot) + "." + padded.substring(dot);
    return " ".repeat(Math.max(0, 9 - text.length())) + text;
  }
}
