package io.oneclear.proof.rule;

import io.oneclear.proof.world.Trace;
import java.util.ArrayList;
import java.util.List;

/** What was found to be against a money rule. */
public final class Findings {

  private final Trace trace;
  private final List<Violation> violations = new ArrayList<>();

  public Findings(Trace trace) {
    this.trace = trace;
  }

  /**
   * A broken rule.
   *
   * @param rule number in section 5 of the design; 0 for a defect that breaks no money rule yet
   * @param subject the transaction
   */
  public record Violation(int rule, String subject, String text) {
    @Override
    public String toString() {
      return "rule " + rule + ": " + text + ": " + subject;
    }
  }

  public void add(int rule, String subject, String text) {
    Violation violation = new Violation(rule, subject, text);
    violations.add(violation);
    trace.add("VIOLATION", violation.toString());
  }

  public List<Violation> violations() {
    return List.copyOf(violations);
  }
}
