package io.oneclear.store.audit;

import java.util.ArrayList;
import java.util.List;

/** What breaks a rule: how much, and the first few by name. */
public final class Broken {

  private static final int RULE_OF_HISTORY = 12;
  private static final int SAMPLES = 5;

  private final List<String> samples = new ArrayList<>();
  private long count;

  public void found(String name) {
    count++;
    if (samples.size() < SAMPLES) {
      samples.add(name);
    }
  }

  public void all(Broken others) {
    count += others.count;
    others.samples.stream().limit(SAMPLES - samples.size()).forEach(samples::add);
  }

  public long count() {
    return count;
  }

  /** About rule 12: history is as it was written. */
  public Finding ofHistory(String name, long checkedRows) {
    return new Finding(RULE_OF_HISTORY, name, checkedRows, count, samples);
  }
}
