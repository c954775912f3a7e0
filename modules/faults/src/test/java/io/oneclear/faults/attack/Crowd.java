package io.oneclear.faults.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections of an attacker, plain sockets from as many addresses of 127/8 as it likes. */
final class Crowd implements AutoCloseable {

  private final int port;
  private final List<SocketChannel> open = new ArrayList<>();

  Crowd(int port) {
    this.port = port;
  }

  /** Connects from 127.0.NET.HOST; whether it is let in is another matter. */
  SocketChannel connect(int net, int host) throws IOException {
    SocketChannel socket = socket(port, net, host);
    open.add(socket);
    return socket;
  }

  static SocketChannel socket(int port, int net, int host) throws IOException {
    SocketChannel socket = SocketChannel.open();
    try {
      socket.bind(new InetSocketAddress(address(net, host), 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Connects with a receive buffer that is full at once. */
  SocketChannel connectDeaf(int net, int host) throws IOException {
    SocketChannel socket = SocketChannel.open();
    open.add(socket);
    socket.setOption(StandardSocketOptions.SO_RCVBUF, 2_048);
    socket.bind(new InetSocketAddress(address(net, host), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static InetAddress address(int net, int host) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, (byte) net, (byte) host});
  }

  List<SocketChannel> all() {
    return open;
  }

  int size() {
    return open.size();
  }

  /** How many of them the other side has ended. */
  int ended() throws IOException {
    int ended = 0;
    ByteBuffer sink = ByteBuffer.allocate(4_096);
    for (SocketChannel socket : open) {
      socket.configureBlocking(false);
      ended += isEnded(socket, sink) ? 1 : 0;
    }
    return ended;
  }

  private static boolean isEnded(SocketChannel socket, ByteBuffer sink) {
    try {
      int read = 1;
      while (read > 0) {
        sink.clear();
        read = socket.read(sink);
      }
      return read < 0;
    } catch (IOException e) {
      return true; // reset
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel socket : open) {
      socket.close();
    }
    open.clear();
  }
}
