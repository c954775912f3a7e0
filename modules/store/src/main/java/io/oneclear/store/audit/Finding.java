package io.oneclear.store.audit;

import java.util.List;
import java.util.Objects;

/**
 * What an audit found about one rule.
 *
 * @param rule number of the money rule, 1 to 11; 12: history is as it was written
 * @param name what was checked, in a few words
 * @param checkedRows how many rows were looked at
 * @param violations how many of them break the rule
 * @param sampleIds ids of the first few that do
 */
public record Finding(
    int rule, String name, long checkedRows, long violations, List<String> sampleIds) {

  public Finding {
    Objects.requireNonNull(name);
    sampleIds = List.copyOf(sampleIds);
  }

  public boolean clean() {
    return violations == 0;
  }
}
