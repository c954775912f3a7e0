package io.oneclear.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one {@link FrameHandler} what happens on one socket. */
final class FrameChannel extends FrameReader {

  private static final Logger LOG = LoggerFactory.getLogger(FrameChannel.class);

  private final EventLoops loops;
  private final LengthPrefix prefix;
  private final FrameHandler handler;
  private FrameConnection connection;
  private FrameHandler.Ending ending;

  private FrameChannel(
      EventLoops loops, LengthPrefix prefix, int maxFrameBytes, FrameHandler handler) {
    super(prefix, maxFrameBytes);
    this.loops = loops;
    this.prefix = prefix;
    this.handler = handler;
  }

  static void install(
      ChannelPipeline pipeline,
      EventLoops loops,
      LengthPrefix prefix,
      int maxFrameBytes,
      FrameHandler handler) {
    pipeline.addLast(
        new FlushConsolidationHandler(), new FrameChannel(loops, prefix, maxFrameBytes, handler));
  }

  FrameConnection connection() {
    return connection;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    connection = new FrameConnection(context, prefix, loops.outbox(context.channel().eventLoop()));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    handler.opened(connection);
  }

  @Override
  void frame(ChannelHandlerContext context, byte[] frame) {
    handler.frame(connection, frame);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    connection.sendTogether(() -> handler.caughtUp(connection));
    context.fireChannelReadComplete();
  }

  @Override
  void emptyFrame(ChannelHandlerContext context) {
    handler.keepAlive(connection);
  }

  @Override
  void fault(ChannelHandlerContext context, Fault fault) {
    ending =
        fault == Fault.TRUNCATED ? FrameHandler.Ending.TRUNCATED : FrameHandler.Ending.BAD_FRAME;
    var _ = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    super.channelInactive(context);
    handler.closed(connection, connection.closedHere() ? FrameHandler.Ending.CLOSED_HERE : seen());
  }

  private FrameHandler.Ending seen() {
    return ending == null ? FrameHandler.Ending.CLOSED_BY_PEER : ending;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("connection to {} failed: {}", connection.peer(), cause.getClass().getName());
    if (ending == null) {
      ending = FrameHandler.Ending.FAILED;
    }
    var _ = context.close();
  }
}
