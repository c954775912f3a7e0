package io.oneclear.simulator.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One connection with some terminals behind it, used by one thread that never waits for it. While
 * nothing is half sent or half received it holds no buffer, so that there may be tens of thousands.
 */
final class LoadConnection {

  private static final int LENGTH_BYTES = 2;
  private static final byte[] NOTHING = {};

  /** What a peer that does not read may leave lying here before purchases count as unsent. */
  private static final int MOST_UNSENT_BYTES = 1 << 20;

  private final Selector selector;
  private SocketChannel channel;
  private SelectionKey key;
  private byte[] begun = NOTHING;
  private byte[] unsent = NOTHING;

  LoadConnection(Selector selector) {
    this.selector = selector;
  }

  /** Begins to connect; {@link #finishConnecting} when the selector says so. */
  void connect(InetSocketAddress target) throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    begun = NOTHING;
    unsent = NOTHING;
    boolean there = channel.connect(target);
    key = channel.register(selector, there ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
  }

  void finishConnecting() throws IOException {
    if (channel.finishConnect()) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  boolean isOpen() {
    return channel != null && channel.isConnected() && channel.isOpen();
  }

  /** True if it would take more. */
  boolean takesMore() {
    return isOpen() && unsent.length < MOST_UNSENT_BYTES;
  }

  /** Writes frames with their lengths; what the socket does not take leaves when it can. */
  void write(ByteBuffer frames) throws IOException {
    if (unsent.length == 0) {
      channel.write(frames);
    }
    if (frames.hasRemaining()) {
      int before = unsent.length;
      unsent = Arrays.copyOf(unsent, before + frames.remaining());
      frames.get(unsent, before, frames.remaining());
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  /** The socket takes bytes again. */
  void writeOn() throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(unsent);
    channel.write(rest);
    unsent = Arrays.copyOfRange(unsent, rest.position(), unsent.length);
    if (unsent.length == 0) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /**
   * Reads what has come and hands over every whole frame.
   *
   * @param bytes room to read into, shared by all connections
   * @throws IOException if the connection has ended
   */
  void read(byte[] bytes, Frames frames) throws IOException {
    ByteBuffer space = ByteBuffer.wrap(bytes).put(begun);
    if (channel.read(space) < 0) {
      throw new IOException("closed by the target");
    }
    int at = 0;
    int end = space.position();
    while (end - at >= LENGTH_BYTES) {
      int length = ((bytes[at] & 0xFF) << Byte.SIZE) | (bytes[at + 1] & 0xFF);
      if (end - at - LENGTH_BYTES < length) {
        break;
      }
      frames.came(bytes, at + LENGTH_BYTES, length);
      at += LENGTH_BYTES + length;
    }
    begun = at == end ? NOTHING : Arrays.copyOfRange(bytes, at, end);
  }

  /** Adds a frame with its length. */
  static void put(ByteBuffer frames, byte[] frame) {
    frames.putShort((short) frame.length).put(frame);
  }

  /** How much room {@link #put} needs. */
  static int sizeOf(byte[] frame) {
    return LENGTH_BYTES + frame.length;
  }

  void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It is gone either way, and what was under way on it will time out and be counted.
      key.cancel();
    }
  }

  /** Takes frames out of bytes that are good only during the call. */
  interface Frames {
    void came(byte[] bytes, int offset, int length);
  }
}
