package io.oneclear.simulator.scheme.rule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules in force, the first that matches wins; without one the magic amounts apply. Used by the
 * desk only.
 *
 * <p>A rules file has a line {@code mti,pcode,pan,amount,terminal,merchant,action,times} per rule;
 * {@code *} matches anything, {@code pan} is a prefix, {@code amount} the last digits in fen,
 * {@code action} a two-character response code or one of {@code normal drop silent late twice cut
 * wrong-mac wrong-amount delay:MILLISECONDS}, {@code times} how often it applies (empty: always).
 * Empty lines and lines that start with # do not count. For example {@code 0420,*,*,*,*,*,96,3}
 * refuses the next three reversals.
 */
public final class Rules {

  static final int MAX_RULES = 1_000;

  private final List<Rule> rules;
  private final int[] used;

  public Rules(List<Rule> rules) {
    if (rules.size() > MAX_RULES) {
      throw new IllegalArgumentException("rules: at most " + MAX_RULES);
    }
    this.rules = List.copyOf(rules);
    this.used = new int[rules.size()];
  }

  public static List<Rule> read(Path file) throws IOException {
    List<Rule> rules = new ArrayList<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && line.charAt(0) != '#') {
        try {
          rules.add(Rule.parse(line));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    return rules;
  }

  /** How to treat this message; counts the rule as used. */
  public Treatment treatmentOf(Subject request) {
    for (int i = 0; i < used.length; i++) {
      Rule rule = rules.get(i);
      if ((rule.times() == 0 || used[i] < rule.times()) && rule.matches(request)) {
        used[i]++;
        return rule.treatment();
      }
    }
    return request.isPurchase() ? Treatment.ofPurchase(request.fen()) : Treatment.NORMAL;
  }
}
