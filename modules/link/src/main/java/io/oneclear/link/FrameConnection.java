package io.oneclear.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.oneclear.message.crash.CrashPoint;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A connection that carries length-prefixed frames; may be used from any thread. Frames sent from
 * one thread leave in that order. What is sent after the connection has gone is thrown away.
 *
 * <p>The {@code sendRaw}, {@code sendPartial…} and {@code abort} methods are for those who play a
 * broken peer.
 */
public final class FrameConnection {

  private final ChannelHandlerContext context;
  private final LengthPrefix prefix;
  private final Outbox outbox;
  private volatile boolean closedHere;
  private boolean together;
  private boolean written;

  FrameConnection(ChannelHandlerContext context, LengthPrefix prefix, Outbox outbox) {
    this.context = context;
    this.prefix = prefix;
    this.outbox = outbox;
  }

  /** The other side, {@code address:port}. */
  public String peer() {
    return peerOf(context.channel());
  }

  public boolean isOpen() {
    return context.channel().isActive();
  }

  /** True on the thread that moves this connection's bytes. */
  public boolean isHere() {
    return context.executor().inEventLoop();
  }

  /** False if the other side does not take what is written. */
  public boolean isWritable() {
    return context.channel().isWritable();
  }

  /** Sends a frame; the length prefix is added. */
  public void send(byte[] frame) {
    if (frame.length > prefix.maxFrameBytes()) {
      throw new IllegalArgumentException("a frame of " + frame.length + " bytes cannot be sent");
    }
    if (together && context.executor().inEventLoop() && outbox.isEmpty()) {
      write(encoded(context, prefix, frame));
      written = true;
    } else {
      outbox.add(() -> write(encoded(context, prefix, frame)));
    }
  }

  /** On the event loop: what {@code sending} sends on this connection is flushed once. */
  void sendTogether(Runnable sending) {
    together = true;
    try {
      sending.run();
    } finally {
      together = false;
      if (written) {
        written = false;
        context.flush();
      }
    }
  }

  /** Sends a frame after a while; nothing waits for it. */
  public void sendAfter(Duration delay, byte[] frame) {
    var _ = context.executor().schedule(() -> send(frame), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Sends a frame of length 0. */
  public void sendKeepAlive() {
    outbox.add(() -> write(encoded(context, prefix, new byte[0])));
  }

  /** Sends bytes as they are, without a length prefix. */
  public void sendRaw(byte[] bytes) {
    byte[] copy = bytes.clone();
    outbox.add(() -> write(Unpooled.wrappedBuffer(copy)));
  }

  /** Sends the length prefix and only the first bytes of the frame. */
  public void sendPartial(byte[] frame, int bytes) {
    outbox.add(() -> write(encoded(context, prefix, frame).writerIndex(prefix.bytes() + bytes)));
  }

  /** Sends the length prefix and the first bytes of the frame, then closes. */
  public void sendPartialThenClose(byte[] frame, int bytes) {
    sendPartial(frame, bytes);
    close();
  }

  /** Stops reading: the other side's writes pile up. */
  public void pauseReading() {
    context.channel().config().setAutoRead(false);
  }

  public void resumeReading() {
    context.channel().config().setAutoRead(true);
  }

  /** Closes when what has been sent so far is written, or after five seconds. */
  public void close() {
    closedHere = true;
    outbox.add(
        () -> {
          ChannelFuture written = context.writeAndFlush(Unpooled.EMPTY_BUFFER);
          var _ = written.addListener(ChannelFutureListener.CLOSE);
          if (!written.isDone()) {
            Runnable cut =
                () -> {
                  var _ = context.close();
                };
            var _ = context.executor().schedule(cut, 5, TimeUnit.SECONDS);
          }
          return null;
        });
  }

  /** Closes at once, with a reset. */
  public void abort() {
    closedHere = true;
    context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    var _ = context.close();
  }

  boolean closedHere() {
    return closedHere;
  }

  private ChannelHandlerContext write(ByteBuf bytes) {
    var _ = context.write(bytes, Written.telling(context, CrashPoint.LINK_FLUSHED));
    CrashPoint.LINK_WRITTEN.reached();
    return context;
  }

  /** Length prefix and frame in one pooled buffer. */
  static ByteBuf encoded(ChannelHandlerContext context, LengthPrefix prefix, byte[] frame) {
    int length = frame.length;
    ByteBuf bytes = context.alloc().ioBuffer(prefix.bytes() + length);
    switch (prefix) {
      case BINARY_2 -> bytes.writeShort(length);
      case ASCII_4 ->
          bytes
              .writeByte('0' + length / 1000)
              .writeByte('0' + length / 100 % 10)
              .writeByte('0' + length / 10 % 10)
              .writeByte('0' + length % 10);
    }
    return bytes.writeBytes(frame);
  }

  static String peerOf(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress() + ":" + address.getPort()
        : "unknown";
  }

  @Override
  public String toString() {
    return "FrameConnection[" + peer() + "]";
  }
}
