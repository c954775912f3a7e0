package io.oneclear.bench.peer.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.flush.FlushConsolidationHandler;

/** Frames with two bytes of length before them, on both sides of the relay. */
final class Frames {

  private static final int LENGTH = 2;
  private static final int MOST = 4_096;
  private static final int FLUSH_AFTER = 256;

  private Frames() {}

  /** Cuts a stream into frames; what is written in one go of the event loop leaves in one go. */
  static void install(ChannelPipeline pipeline) {
    pipeline.addLast(
        new FlushConsolidationHandler(FLUSH_AFTER, true),
        new LengthFieldBasedFrameDecoder(MOST, 0, LENGTH, 0, LENGTH));
  }

  /** A buffer that holds a length and has room for as much. */
  static ByteBuf start(ByteBufAllocator buffers, int length) {
    return buffers.ioBuffer(LENGTH + length).writeShort(length);
  }

  /** A frame of these bytes, which are copied. */
  static ByteBuf of(ByteBufAllocator buffers, ByteBuf content) {
    return start(buffers, content.readableBytes()).writeBytes(content);
  }
}
