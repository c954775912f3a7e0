package io.oneclear.app.config;

/** Where something listens, as people write it. */
public record HostPort(String host, int port) {

  private static final int HIGHEST_PORT = 65_535;

  /**
   * @throws IllegalArgumentException if the text is not {@code HOST:PORT}
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > HIGHEST_PORT) {
      throw new IllegalArgumentException("'" + text + "' is not HOST:PORT");
    }
    return new HostPort(text.substring(0, colon), Integer.parseInt(port));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
