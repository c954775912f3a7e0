package io.oneclear.bench.scale;

import java.util.List;
import java.util.Locale;

/** What varies while all else stays. */
public enum Dimension {
  JOURNAL("rows in the journal"),
  MERCHANTS("merchants"),
  CONNECTIONS("connections");

  private final String label;

  Dimension(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** As in results. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public long of(Setting setting) {
    return switch (this) {
      case JOURNAL -> setting.journalRows();
      case MERCHANTS -> setting.merchants();
      case CONNECTIONS -> setting.connections();
    };
  }

  /** A setting for each of its values. */
  public List<Setting> settings(Setting all, List<Long> values) {
    return values.stream()
        .map(
            value ->
                switch (this) {
                  case JOURNAL -> new Setting(value, all.merchants(), all.connections());
                  case MERCHANTS ->
                      new Setting(all.journalRows(), Math.toIntExact(value), all.connections());
                  case CONNECTIONS ->
                      new Setting(all.journalRows(), all.merchants(), Math.toIntExact(value));
                })
        .toList();
  }
}
