package io.oneclear.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The frame of a page: its style, and ECharts with the few lines that hand it the charts. */
public final class Page {

  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";

  private Page() {}

  /**
   * A page that needs nothing beside itself.
   *
   * @param body HTML, with an empty element for every chart
   * @param charts JSON: by the element's id, what ECharts takes
   */
  public static String of(String title, String subtitle, String body, String charts)
      throws IOException {
    return resource("page.html")
        .replace("@title@", Html.text(title))
        .replace("@subtitle@", Html.text(subtitle))
        .replace("@body@", body)
        .replace("@charts@", charts.replace("</", "<\\/"))
        .replace("@echarts@", resource(ECHARTS));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
