package io.oneclear.bench.peer.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/** Frames of terminals: sign-ons are answered here, everything else goes to the scheme. */
@Sharable
final class TerminalSide extends SimpleChannelInboundHandler<ByteBuf> {

  /** Behind TPDU and header. */
  private static final int TYPE_AT = 11;

  private static final int SIGN_ON = 0x0800;

  private final UnderWay underWay;
  private final SignOns signOns;
  private final Channel scheme;

  TerminalSide(UnderWay underWay, SignOns signOns, Channel scheme) {
    this.underWay = underWay;
    this.signOns = signOns;
    this.scheme = scheme;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
    if (frame.readableBytes() <= TYPE_AT + 2) {
      var _ = context.close();
      return;
    }
    if (frame.getUnsignedShort(frame.readerIndex() + TYPE_AT) == SIGN_ON) {
      signOns.answer(ByteBufUtil.getBytes(frame)).ifPresent(answer -> send(context, answer));
      return;
    }
    ByteBuf request = Frames.start(context.alloc(), Long.BYTES + frame.readableBytes());
    request.writeLong(underWay.add(context.channel())).writeBytes(frame);
    var _ = scheme.writeAndFlush(request, scheme.voidPromise());
  }

  private static void send(ChannelHandlerContext context, byte[] frame) {
    var _ = context.writeAndFlush(Frames.of(context.alloc(), Unpooled.wrappedBuffer(frame)));
  }
}
