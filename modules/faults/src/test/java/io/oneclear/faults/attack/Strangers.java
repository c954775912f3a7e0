package io.oneclear.faults.attack;

import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Frames of a terminal that nobody knows, well-formed to the last byte. */
final class Strangers {

  private static final String UNKNOWN = "99999999";

  private Strangers() {}

  /**
   * An echo with its length, from a terminal that is not registered; the same again and again.
   *
   * @param data of a demo, whose first terminal's own echo is listened to and given another number
   */
  static ByteBuffer echoes(Path data, int times) throws IOException {
    byte[] frame;
    String id;
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TerminalFleet fleet =
            TerminalFleet.open(
                data,
                listener.getLocalPort(),
                TerminalFleet.Crew.of(1, Duration.ofSeconds(1)).log("overheard.csv"))) {
      TerminalSimulator terminal = fleet.terminal(0);
      id = terminal.terminal().id().code();
      var _ = terminal.sendLater(terminal.messages().echo(terminal.batch(), terminal.newTrace()));
      try (Socket socket = listener.accept();
          DataInputStream in = new DataInputStream(socket.getInputStream())) {
        byte[] body = new byte[in.readUnsignedShort()];
        in.readFully(body);
        frame = body;
      }
    }
    replace(frame, id.getBytes(StandardCharsets.US_ASCII));
    ByteBuffer all = ByteBuffer.allocateDirect(times * (frame.length + 2));
    for (int i = 0; i < times; i++) {
      all.putShort((short) frame.length).put(frame);
    }
    return all.flip();
  }

  private static void replace(byte[] frame, byte[] id) {
    for (int at = 0; at + id.length <= frame.length; at++) {
      if (ByteBuffer.wrap(frame, at, id.length).equals(ByteBuffer.wrap(id))) {
        System.arraycopy(UNKNOWN.getBytes(StandardCharsets.US_ASCII), 0, frame, at, id.length);
        return;
      }
    }
    throw new IllegalStateException("the frame does not name its terminal");
  }
}
