package io.oneclear.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;

/**
 * Cuts a stream into length-prefixed frames. The length is checked before memory is taken for it;
 * bytes go straight into the frame's own array. While {@link #mayTakeMore()} says no, what has
 * already been read is kept and nothing more is read.
 *
 * <p>Runs on its connection's event loop only.
 */
abstract class FrameReader extends ChannelInboundHandlerAdapter {

  /** What is wrong with a stream. */
  enum Fault {
    /** The announced length is beyond the limit. */
    OVERSIZED,
    /** The prefix is not a number. */
    NOT_A_LENGTH,
    /** The stream ended inside a frame. */
    TRUNCATED
  }

  private final LengthPrefix prefix;
  private final int maxFrameBytes;
  private final ArrayDeque<ByteBuf> parked = new ArrayDeque<>(2);

  private int prefixRead;
  private int length;
  private byte[] body;
  private int bodyRead;
  private boolean cutting;
  private boolean finished;
  private boolean paused;

  FrameReader(LengthPrefix prefix, int maxFrameBytes) {
    this.prefix = prefix;
    this.maxFrameBytes = maxFrameBytes;
  }

  /** A whole frame. */
  abstract void frame(ChannelHandlerContext context, byte[] frame);

  /** A frame of length 0. */
  abstract void emptyFrame(ChannelHandlerContext context);

  /** The stream is broken; nothing more will be read from it. */
  abstract void fault(ChannelHandlerContext context, Fault fault);

  /** False to stop reading; whoever makes it true again calls {@link #readOn}. */
  boolean mayTakeMore() {
    return true;
  }

  /** Reading has been stopped. */
  void suspended() {}

  /** True if a frame has begun and is not whole. */
  final boolean inFrame() {
    return prefixRead > 0;
  }

  final boolean isPaused() {
    return paused;
  }

  /**
   * What comes from now on is read and thrown away. Closing with unread bytes would send a reset,
   * and a reset can overtake answers the other side has not read yet.
   */
  final void discard(ChannelHandlerContext context) {
    finished = true;
    context.channel().config().setAutoRead(true);
    releaseParked();
  }

  /** Nothing more is read, what has been read is thrown away. */
  final void finish(ChannelHandlerContext context) {
    finished = true;
    context.channel().config().setAutoRead(false);
    releaseParked();
  }

  /** Stops reading until {@link #readOn} finds that it may go on. */
  final void pause(ChannelHandlerContext context) {
    if (!paused && !finished) {
      paused = true;
      context.channel().config().setAutoRead(false);
      suspended();
    }
  }

  /** Goes on reading after a pause, if it may. */
  final void readOn(ChannelHandlerContext context) {
    if (cutting || !paused) {
      return;
    }
    while (!parked.isEmpty() && !finished && mayTakeMore()) {
      cut(context, parked.poll());
    }
    if (parked.isEmpty() && !finished && mayTakeMore()) {
      paused = false;
      context.channel().config().setAutoRead(true);
    }
  }

  @Override
  public final void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    received(bytes.readableBytes());
    if (finished) {
      bytes.release();
      return;
    }
    if (!parked.isEmpty()) {
      parked.add(bytes);
      return;
    }
    cut(context, bytes);
    if (mayTakeMore()) {
      readOn(context); // it may have been paused and freed again while cutting
    } else {
      pause(context);
    }
  }

  /** Bytes have come, whole frame or not. */
  void received(int bytes) {}

  /** Takes frames out of the bytes; what may not be taken yet is parked. Owns the bytes. */
  private void cut(ChannelHandlerContext context, ByteBuf bytes) {
    boolean keep = false;
    cutting = true;
    try {
      while (bytes.isReadable() && !finished) {
        if (!mayTakeMore()) {
          parked.addFirst(bytes);
          keep = true;
          break;
        }
        step(context, bytes);
      }
    } finally {
      cutting = false;
      if (!keep) {
        bytes.release();
      }
    }
  }

  private void step(ChannelHandlerContext context, ByteBuf bytes) {
    if (prefixRead < prefix.bytes()) {
      prefixByte(context, bytes.readUnsignedByte());
      return;
    }
    if (body == null) {
      body = new byte[length];
    }
    int count = Math.min(length - bodyRead, bytes.readableBytes());
    bytes.readBytes(body, bodyRead, count);
    bodyRead += count;
    if (bodyRead == length) {
      byte[] whole = body;
      nextFrame();
      frame(context, whole);
    }
  }

  private void prefixByte(ChannelHandlerContext context, int value) {
    switch (prefix) {
      case BINARY_2 -> length = length << 8 | value;
      case ASCII_4 -> {
        if (value < '0' || value > '9') {
          fail(context, Fault.NOT_A_LENGTH);
          return;
        }
        length = length * 10 + value - '0';
      }
    }
    prefixRead++;
    if (prefixRead < prefix.bytes()) {
      return;
    }
    if (length == 0) {
      nextFrame();
      emptyFrame(context);
    } else if (length > maxFrameBytes) {
      fail(context, Fault.OVERSIZED);
    }
  }

  private void nextFrame() {
    prefixRead = 0;
    length = 0;
    body = null;
    bodyRead = 0;
  }

  private void fail(ChannelHandlerContext context, Fault fault) {
    nextFrame();
    finish(context);
    fault(context, fault);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    boolean truncated = inFrame() && !finished;
    finished = true;
    nextFrame();
    releaseParked();
    if (truncated) {
      fault(context, Fault.TRUNCATED);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    releaseParked();
  }

  private void releaseParked() {
    for (ByteBuf bytes = parked.poll(); bytes != null; bytes = parked.poll()) {
      bytes.release();
    }
  }
}
