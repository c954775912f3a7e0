package io.oneclear.app.output;

import io.oneclear.store.audit.Finding;
import java.util.List;
import java.util.Locale;

/** What an audit found, one line a rule. */
public final class AuditText {

  private AuditText() {}

  public static List<String> lines(List<Finding> findings) {
    return findings.stream().map(AuditText::line).toList();
  }

  private static String line(Finding finding) {
    String start =
        String.format(
            Locale.ROOT,
            "%s rule %2d %s: %d rows checked",
            finding.clean() ? "ok  " : "FAIL",
            finding.rule(),
            finding.name(),
            finding.checkedRows());
    return finding.clean()
        ? start
        : start + ", " + finding.violations() + " violations, for example " + finding.sampleIds();
  }
}
