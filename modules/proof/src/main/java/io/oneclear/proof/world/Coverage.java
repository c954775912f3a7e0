package io.oneclear.proof.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What runs have reached, counted: section → what → how often. A section knows all it can hold, so
 * that what was not reached shows.
 */
public final class Coverage {

  private static final int WIDTH = 110;

  private final Map<Section, Map<String, Long>> counts = new LinkedHashMap<>();

  /** What is counted. */
  public enum Section {
    STATES,
    TRANSITIONS,
    KINDS,
    TERMINAL_CODES,
    SCHEME_CODES,
    ALARMS,
    DEEDS,
    LIVES,
    FAULTS
  }

  public Coverage() {
    for (Section section : Section.values()) {
      counts.put(section, new TreeMap<>());
    }
    for (Fault fault : Fault.values()) {
      fault.places().forEach(place -> expect(Section.FAULTS, fault + " " + place));
    }
  }

  /** Something that can be reached: shows with a zero until it is. */
  public void expect(Section section, String what) {
    counts.get(section).putIfAbsent(what, 0L);
  }

  public void reached(Section section, String what) {
    counts.get(section).merge(what, 1L, Long::sum);
  }

  void struck(Fault fault, String where) {
    reached(Section.FAULTS, fault + " " + where);
  }

  public void add(Coverage other) {
    other.counts.forEach(
        (section, counted) ->
            counted.forEach((what, times) -> counts.get(section).merge(what, times, Long::sum)));
  }

  /** How often; zero for what could have been reached and was not. */
  public Map<String, Long> of(Section section) {
    return Collections.unmodifiableMap(new TreeMap<>(counts.get(section)));
  }

  /** What could have been reached and was not, by name of its section. */
  public List<String> notReached() {
    List<String> missing = new ArrayList<>();
    counts.forEach(
        (section, counted) ->
            counted.forEach(
                (what, times) -> {
                  if (times == 0) {
                    missing.add(section + " " + what);
                  }
                }));
    return missing;
  }

  /** A table for people: faults with their places in a line each, the rest as lists. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    counts.forEach(
        (section, counted) -> {
          lines.add(section.name().toLowerCase(Locale.ROOT).replace('_', ' '));
          if (section == Section.FAULTS) {
            faults(lines, counted);
          } else {
            counted.forEach((what, times) -> lines.add("  " + padded(what, 44) + times));
          }
        });
    List<String> missing = notReached();
    lines.add("not reached: " + (missing.isEmpty() ? "nothing" : ""));
    missing.forEach(what -> lines.add("  " + what));
    return lines;
  }

  private static void faults(List<String> lines, Map<String, Long> counted) {
    for (Fault fault : Fault.values()) {
      StringBuilder line = new StringBuilder("  ").append(padded(fault.name(), 24));
      for (String place : fault.places()) {
        String hits = place + " " + counted.get(fault + " " + place) + "  ";
        if (line.length() + hits.length() > WIDTH) {
          lines.add(line.toString().stripTrailing());
          line.setLength(0);
          line.append(padded("", 26));
        }
        line.append(hits);
      }
      lines.add(line.toString().stripTrailing());
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
