package io.oneclear.bench.run;

import io.oneclear.bench.process.BenchException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A program that can stand between the terminals and the scheme. */
public enum Candidate {
  /** The ceiling: frames passed on, nothing else. */
  RELAY("bare relay"),
  /** The usual way to build an acquirer. */
  Q2("jPOS Q2"),
  /** Ours. */
  ONECLEAR("OneClear");

  private final String label;

  Candidate(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** As it is written on a command line, and in results. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its key. */
  public static Candidate of(String key) {
    return Arrays.stream(values())
        .filter(candidate -> candidate.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new BenchException(
                    "--candidates: '%s' is none of %s"
                        .formatted(key, Arrays.stream(values()).map(Candidate::key).toList())));
  }

  /** False for the relay, which has neither keys nor a database. */
  public boolean worksLikeASwitch() {
    return this != RELAY;
  }

  List<String> schemeArguments(Path data, Place place) {
    return switch (this) {
      case RELAY -> List.of("bench", "peer", "answering-scheme");
      case Q2 -> List.of("scheme", "--data=" + data, "--terminals=" + place.terminals());
      case ONECLEAR ->
          List.of(
              "scheme",
              "--data=" + data,
              "--terminals=" + place.terminals(),
              "--merchants=" + place.merchants());
    };
  }

  List<String> switchArguments(Path data, Place place, String scheme) {
    List<String> common =
        List.of(
            "--data=" + data, "--terminals=" + place.terminals(), "--scheme=" + scheme, "--port=0");
    List<String> start =
        switch (this) {
          case RELAY, Q2 -> List.of("bench", "peer", key());
          case ONECLEAR ->
              List.of("serve", "--demo", "--console-port=0", "--merchants=" + place.merchants());
        };
    return Stream.of(start, common).flatMap(List::stream).toList();
  }
}
