package io.oneclear.bench.report;

import java.util.List;
import java.util.Locale;

/** Small pieces of a page. */
final class Html {

  private Html() {}

  /** Text that may hold anything. */
  static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Three digits that matter, without an exponent. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A whole number with its thousands apart. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String millis(long micros) {
    return number(micros / 1e3);
  }

  /**
   * @param rows of cells that are HTML already
   */
  static String table(List<String> heads, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<div class=\"scroll\"><table><thead>");
    row(table, "th", heads);
    table.append("</thead><tbody>");
    rows.forEach(cells -> row(table, "td", cells));
    return table.append("</tbody></table></div>\n").toString();
  }

  private static void row(StringBuilder table, String cell, List<String> cells) {
    table.append("<tr>");
    for (String content : cells) {
      table.append('<').append(cell).append('>').append(content);
      table.append("</").append(cell).append('>');
    }
    table.append("</tr>\n");
  }
}
