package io.oneclear.message.printer;

/** Lines of a description: fields, and their parts indented below them. */
final class Page {

  private final StringBuilder text = new StringBuilder(1024);

  Page line(String content) {
    text.append(content).append('\n');
    return this;
  }

  Page field(int number, String name, String value) {
    String digits = Integer.toString(number);
    text.append(" ".repeat(3 - digits.length())).append(digits);
    return append(name, value);
  }

  Page part(String name, String value) {
    text.append("       ");
    return append(name, value);
  }

  private Page append(String name, String value) {
    text.append("  ").append(name).append(": ").append(value).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
