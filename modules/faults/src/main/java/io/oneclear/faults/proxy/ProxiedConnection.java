package io.oneclear.faults.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/** A client's connection and ours to the server, and the two ways between them. */
final class ProxiedConnection {

  private final ChaosProxy proxy;
  private final int number;
  private final Socket client;
  private final Socket server;

  ProxiedConnection(ChaosProxy proxy, int number, Socket client, Socket server) {
    this.proxy = proxy;
    this.number = number;
    this.client = client;
    this.server = server;
  }

  /** Begins to pass frames both ways, and returns. */
  void run() {
    Thread.ofVirtual()
        .name("proxy-" + number + "-to-server")
        .start(() -> new Way(Direction.TO_SERVER, client, server).pump());
    Thread.ofVirtual()
        .name("proxy-" + number + "-to-client")
        .start(() -> new Way(Direction.TO_CLIENT, server, client).pump());
  }

  /**
   * @param reset RST instead of FIN
   */
  void end(boolean reset) {
    proxy.ended(this);
    end(client, reset);
    end(server, reset);
  }

  private static void end(Socket socket, boolean reset) {
    // try-with-resources closes it whatever the option said.
    try (socket) {
      if (reset) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      // It was closed already: then it is too late to reset it.
      return;
    }
  }

  /** One direction. */
  private final class Way {

    private final Direction direction;
    private final Socket from;
    private final Socket to;
    private final Object writing = new Object();
    private int frames;
    private boolean swallowing;
    private byte[] held;

    Way(Direction direction, Socket from, Socket to) {
      this.direction = direction;
      this.from = from;
      this.to = to;
    }

    void pump() {
      boolean broken = false;
      try {
        to.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(from.getInputStream());
        Framing.FrameSource source = proxy.framing().open(direction);
        boolean on = true;
        for (byte[] bytes = source.next(in); on && bytes != null; bytes = source.next(in)) {
          on = swallowing || handle(new Frame(direction, number, ++frames, bytes));
        }
      } catch (IOException e) {
        broken = true;
      }
      if (swallowing || proxy.swallows(direction)) {
        // The end of a connection does not arrive either: that is what half-open means.
        return;
      }
      end(broken);
    }

    /** False if the connection is over. */
    private boolean handle(Frame frame) throws IOException {
      Act act = proxy.act(frame);
      byte[] before = held;
      held = null;
      switch (act) {
        case Act.Pass _ -> write(frame.bytes());
        case Act.Drop _ -> {}
        case Act.Delay(var by) -> {
          if (!proxy.waited(by)) {
            write(frame.bytes());
          }
        }
        case Act.Overtaken(var by) -> later(frame.bytes(), by);
        case Act.Repeated(int times) -> {
          for (int i = 0; i < times; i++) {
            write(frame.bytes());
          }
        }
        case Act.Swapped _ -> held = frame.bytes();
        case Act.Replaced(byte[] bytes) -> write(bytes);
        case Act.Trickled(var between) -> {
          for (byte one : frame.bytes()) {
            write(new byte[] {one});
            proxy.waited(between);
          }
        }
        case Act.Broken(int bytes, boolean reset) -> {
          write(Arrays.copyOf(frame.bytes(), Math.min(bytes, frame.bytes().length)));
          end(reset);
          return false;
        }
        case Act.HalfOpened _ -> swallowing = true;
      }
      if (before != null) {
        write(before);
      }
      return true;
    }

    private void later(byte[] bytes, Duration by) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  if (!proxy.waited(by)) {
                    write(bytes);
                  }
                } catch (IOException e) {
                  end(false);
                }
              });
    }

    private void write(byte[] bytes) throws IOException {
      synchronized (writing) {
        OutputStream out = to.getOutputStream();
        out.write(bytes);
        out.flush();
      }
    }
  }
}
