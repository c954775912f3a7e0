package io.oneclear.link;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A plain socket that can be as slow or as rude as a test needs. */
final class TestTerminal implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;

  TestTerminal(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  TestTerminal(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    out = socket.getOutputStream();
    in = new DataInputStream(socket.getInputStream());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  /** Length prefix and frame. */
  static byte[] prefixed(byte[] frame) {
    byte[] bytes = new byte[frame.length + 2];
    bytes[0] = (byte) (frame.length >> 8);
    bytes[1] = (byte) frame.length;
    System.arraycopy(frame, 0, bytes, 2, frame.length);
    return bytes;
  }

  void send(String frame) throws IOException {
    raw(prefixed(bytes(frame)));
  }

  void raw(byte... bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  String read() throws IOException {
    byte[] frame = new byte[in.readUnsignedShort()];
    in.readFully(frame);
    return text(frame);
  }

  String ask(String frame) throws IOException {
    send(frame);
    return read();
  }

  /** True once the other side has closed; fails if it sends something instead. */
  boolean closedByPeer() throws IOException {
    try {
      int next = in.read();
      if (next >= 0) {
        throw new IllegalStateException("expected the end, read a byte");
      }
      return true;
    } catch (SocketException e) {
      return true; // reset
    }
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
