package io.oneclear.app.day;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The network between terminals and a server that may be away for a while: it takes a terminal's
 * connection and its request, and hands them on as soon as the server is there. When the server
 * dies, the terminals' connections break.
 */
final class Relay implements AutoCloseable {

  private static final int RETRY_MILLIS = 50;
  private static final int BUFFER = 8_192;

  private final ServerSocket listener;
  private final int serverPort;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Relay(ServerSocket listener, int serverPort) {
    this.listener = listener;
    this.serverPort = serverPort;
  }

  static Relay to(int serverPort) throws IOException {
    Relay relay =
        new Relay(new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress()), serverPort);
    var _ = relay.threads.submit(relay::accept);
    return relay;
  }

  int port() {
    return listener.getLocalPort();
  }

  private Void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket terminal = listener.accept();
      var _ = threads.submit(() -> serve(terminal));
    }
    return null;
  }

  private Void serve(Socket terminal) throws IOException {
    try (terminal;
        Socket server = connect()) {
      var _ = threads.submit(() -> pump(server, terminal));
      pump(terminal, server);
    }
    return null;
  }

  private Socket connect() throws IOException {
    while (!listener.isClosed()) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), serverPort);
      } catch (IOException serverIsAway) {
        CompletableFuture.runAsync(
                () -> {},
                CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS, threads))
            .join();
      }
    }
    throw new IOException("the relay is closed");
  }

  private static Void pump(Socket from, Socket to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
