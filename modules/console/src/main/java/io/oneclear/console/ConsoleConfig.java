package io.oneclear.console;

/**
 * Where the console listens and how much it takes at once.
 *
 * @param host address to bind; localhost unless a proxy in front asks for a login
 * @param port 0 lets the system choose
 * @param threads that serve requests
 * @param queue requests that may wait for a thread
 */
public record ConsoleConfig(String host, int port, int threads, int queue) {

  public ConsoleConfig {
    if (host == null || host.isBlank()) {
      throw new IllegalArgumentException(
          "console.host: must be an address to listen on, such as 127.0.0.1");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("console.port: " + port + " is not between 0 and 65535");
    }
    if (threads < 4 || threads > 256) {
      throw new IllegalArgumentException(
          "console.threads: " + threads + " is not between 4 and 256");
    }
    if (queue < 1 || queue > 10_000) {
      throw new IllegalArgumentException("console.queue: " + queue + " is not between 1 and 10000");
    }
  }
}
