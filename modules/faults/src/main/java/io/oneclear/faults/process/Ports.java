package io.oneclear.faults.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that must come back where they were. They lie below those that the system gives
 * to clients: while the server is away, no client's own port may be its.
 */
public final class Ports {

  private static final int FIRST = 12_000;
  private static final int LAST = 31_999;
  private static final int TRIES = 200;

  private Ports() {}

  /** One that was free a moment ago. */
  public static int free() {
    IOException lastRefusal = null;
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        lastRefusal = e;
      }
    }
    throw new IllegalStateException("no free port between " + FIRST + " and " + LAST, lastRefusal);
  }
}
