package io.oneclear.message.crash;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a drill ends the process: the n-th time one of some places is reached. */
final class CrashPlan {

  private static final Pattern ENTRY = Pattern.compile("(.+):([1-9]\\d{0,8})");

  private final Map<String, Integer> left;

  private CrashPlan(Map<String, Integer> left) {
    this.left = left;
  }

  /**
   * @param text {@code PLACE:n} or several with commas between them
   * @throws IllegalArgumentException if that is not what it is
   */
  static CrashPlan parse(String text) {
    Map<String, Integer> left = new HashMap<>();
    for (String entry : text.strip().split(",", -1)) {
      Matcher matcher = ENTRY.matcher(entry.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'" + entry.strip() + "' is not POINT:n with n from 1, such as answer-flushed:1");
      }
      left.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }
    return new CrashPlan(left);
  }

  /** Refuses ({@link IllegalArgumentException}) places that nobody ever reaches. */
  void refuseUnknown(Collection<String> known) {
    for (String place : left.keySet()) {
      if (!known.contains(place)) {
        throw new IllegalArgumentException(
            "'" + place + "' is no crash point; known: " + String.join(" ", known));
      }
    }
  }

  /** True if the process is to end now. */
  synchronized boolean reached(String place) {
    Integer before = left.computeIfPresent(place, (_, count) -> count - 1);
    return before != null && before == 0;
  }
}
