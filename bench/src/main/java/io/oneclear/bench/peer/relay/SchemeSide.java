package io.oneclear.bench.peer.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/** Answers of the scheme: each goes to the connection whose id it carries. */
final class SchemeSide extends SimpleChannelInboundHandler<ByteBuf> {

  private final UnderWay underWay;

  SchemeSide(UnderWay underWay) {
    this.underWay = underWay;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf answer) {
    Channel terminal = underWay.take(answer.readLong());
    if (terminal != null && terminal.isActive()) {
      var _ = terminal.writeAndFlush(Frames.of(context.alloc(), answer), terminal.voidPromise());
    }
  }
}
