package io.oneclear.bench.peer.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/**
 * Approves whatever comes. Its answer has the fields by which a terminal knows its purchase again
 * (3, 4, 11, 41, 42, 49, 60), field 39, and eight zero bytes where a MAC would be.
 */
final class Approver extends SimpleChannelInboundHandler<ByteBuf> {

  private static final int TPDU_AND_HEADER = 11;
  private static final int ANSWER = 0x0210;
  private static final int CODE = 39;
  private static final int MAC = 64;
  private static final int MAC_BYTES = 8;
  private static final byte[] APPROVED = {'0', '0'};
  private static final long ECHOED = bits(3, 4, 11, 41, 42, 49, 60);
  private static final int BCD_LENGTH_1 = -1;
  private static final int BCD_LENGTH_2 = -2;

  /** Bytes of a field of the terminal dialect, or how its length in digits is written. */
  private static final int[] SIZES = sizes();

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf request) {
    ByteBuf answer = Frames.start(context.alloc(), request.readableBytes());
    int start = answer.writerIndex();
    answer.writeBytes(request, Long.BYTES);
    answer.writeBytes(request, 1);
    int destination = request.readUnsignedShort();
    answer.writeBytes(request, 2).writeShort(destination);
    answer.writeBytes(request, TPDU_AND_HEADER - 5);
    request.skipBytes(2);
    long present = request.readLong();
    answer.writeShort(ANSWER).writeLong((present & ECHOED) | bits(CODE, MAC));
    fields(request, present, answer);
    answer.writeZero(MAC_BYTES);
    answer.setShort(start - 2, answer.writerIndex() - start);
    var _ = context.writeAndFlush(answer, context.voidPromise());
  }

  private static void fields(ByteBuf request, long present, ByteBuf answer) {
    boolean codeWritten = false;
    for (long rest = present; rest != 0; ) {
      int field = Long.numberOfLeadingZeros(rest) + 1;
      rest &= ~bits(field);
      if (field > CODE && !codeWritten) {
        answer.writeBytes(APPROVED);
        codeWritten = true;
      }
      if (field < MAC) {
        int size = size(request, field);
        if ((ECHOED & bits(field)) != 0) {
          answer.writeBytes(request, size);
        } else {
          request.skipBytes(size);
        }
      }
    }
  }

  private static int size(ByteBuf request, int field) {
    int at = request.readerIndex();
    return switch (SIZES[field]) {
      case BCD_LENGTH_1 -> 1 + (digits(request.getByte(at)) + 1) / 2;
      case BCD_LENGTH_2 ->
          2 + (digits(request.getByte(at)) * 100 + digits(request.getByte(at + 1)) + 1) / 2;
      case 0 -> throw new IllegalArgumentException("field " + field + " is none of a purchase");
      default -> SIZES[field];
    };
  }

  private static int digits(byte packed) {
    return ((packed >> 4) & 0xF) * 10 + (packed & 0xF);
  }

  private static int[] sizes() {
    int[] sizes = new int[MAC];
    int[][] known = {
      {2, BCD_LENGTH_1},
      {3, 3},
      {4, 6},
      {11, 3},
      {14, 2},
      {22, 2},
      {23, 2},
      {25, 1},
      {26, 1},
      {32, BCD_LENGTH_1},
      {35, BCD_LENGTH_1},
      {36, BCD_LENGTH_2},
      {41, 8},
      {42, 15},
      {49, 3},
      {52, 8},
      {53, 8},
      {60, BCD_LENGTH_2}
    };
    for (int[] field : known) {
      sizes[field[0]] = field[1];
    }
    return sizes;
  }

  private static long bits(int... fields) {
    long bits = 0;
    for (int field : fields) {
      bits |= Long.MIN_VALUE >>> (field - 1);
    }
    return bits;
  }
}
