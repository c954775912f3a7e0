package io.oneclear.console;

import java.util.List;

/** The little HTML the pages need. Every text that goes in is escaped here. */
final class Html {

  private final StringBuilder page = new StringBuilder(4096);

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  Html heading(String text) {
    page.append("<h2>").append(escape(text)).append("</h2>\n");
    return this;
  }

  Html paragraph(String text) {
    page.append("<p>").append(escape(text)).append("</p>\n");
    return this;
  }

  /** A table; the first row is the head. An empty one says so. */
  Html table(List<String> head, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return paragraph("— 无 none —");
    }
    page.append("<table><thead>");
    row("th", head);
    page.append("</thead><tbody>");
    rows.forEach(cells -> row("td", cells));
    page.append("</tbody></table>\n");
    return this;
  }

  /** A list of links. Addresses are made by us, of checked parts. */
  Html links(List<String> addresses) {
    page.append("<ul>");
    for (String address : addresses) {
      String safe = escape(address);
      page.append("<li><a href=\"/").append(safe).append("\">").append(safe).append("</a></li>");
    }
    page.append("</ul>\n");
    return this;
  }

  /** The whole page. */
  String page(String title) {
    return """
    <!DOCTYPE html>
    <html lang="zh-CN"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%1$s</title><link rel="stylesheet" href="/style.css"></head>
    <body><h1>%1$s</h1>
    %2$s</body></html>
    """
        .formatted(escape(title), page);
  }

  private void row(String cell, List<String> texts) {
    page.append("<tr>");
    for (String text : texts) {
      page.append('<').append(cell).append('>').append(escape(text));
      page.append("</").append(cell).append('>');
    }
    page.append("</tr>\n");
  }
}
