package io.oneclear.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.oneclear.link.FrameReader.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The frame reader against a plain reading of the whole stream at once: however the stream is cut
 * into packets, and whenever reading is suspended, the same comes out.
 */
class FrameReaderTest {

  private static final int MAX_FRAME = 300;

  @Test
  void thousandsOfStreamsMostlyOfGoodFramesReadTheSame() {
    Random random = new Random(20_261_122);
    for (int round = 0; round < 5_000; round++) {
      LengthPrefix prefix = random.nextBoolean() ? LengthPrefix.BINARY_2 : LengthPrefix.ASCII_4;
      byte[] stream = stream(prefix, random);
      int[] cuts = random.ints(random.nextInt(1, 30)).toArray();
      check(prefix, random.nextInt(1, 5), cuts, stream);
    }
  }

  @Test
  void lengthIsCheckedBeforeAnythingIsKept() {
    Recorder reader = new Recorder(LengthPrefix.BINARY_2, Integer.MAX_VALUE);
    EmbeddedChannel channel = new EmbeddedChannel(reader);

    channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0xFF, (byte) 0xFF}));

    assertThat(reader.seen).containsExactly("fault OVERSIZED");
    assertThat(reader.inFrame()).isFalse();
    assertThat(channel.config().isAutoRead()).isFalse();
  }

  @Test
  void buffersAreGivenBackWhenTheConnectionEndsWhileSuspended() {
    Recorder reader = new Recorder(LengthPrefix.BINARY_2, 1);
    EmbeddedChannel channel = new EmbeddedChannel(reader);
    ByteBuf first = packet(0, 1, 'a', 0, 1, 'b');
    ByteBuf second = packet(0, 1, 'c');

    channel.writeInbound(first, second);
    assertThat(first.refCnt()).isEqualTo(1);
    assertThat(second.refCnt()).isEqualTo(1);
    var _ = channel.close();

    assertThat(first.refCnt()).isZero();
    assertThat(second.refCnt()).isZero();
    assertThat(reader.seen).containsExactly("frame 61");
  }

  private static ByteBuf packet(int... bytes) {
    ByteBuf packet = Unpooled.buffer();
    for (int one : bytes) {
      packet.writeByte(one);
    }
    return packet;
  }

  /** Fails unless the stream, cut into packets of these sizes, reads as it does in one piece. */
  static void check(LengthPrefix prefix, int atOnce, int[] cuts, byte[] stream) {
    Recorder reader = new Recorder(prefix, atOnce);
    EmbeddedChannel channel = new EmbeddedChannel(reader);
    List<ByteBuf> packets = new ArrayList<>();
    int at = 0;
    for (int i = 0; at < stream.length; i++) {
      int size = 1 + Math.floorMod(cuts[i % cuts.length], 40);
      byte[] packet = Arrays.copyOfRange(stream, at, Math.min(at + size, stream.length));
      at += packet.length;
      ByteBuf bytes = Unpooled.wrappedBuffer(packet);
      packets.add(bytes);
      channel.writeInbound(bytes);
      if (i % 3 == 0) {
        reader.answerAll(channel);
      }
    }
    while (reader.inFlight > 0) {
      reader.answerAll(channel);
    }
    var _ = channel.close();
    channel.checkException();

    assertThat(reader.seen).isEqualTo(expected(prefix, stream));
    assertThat(packets).allMatch(packet -> packet.refCnt() == 0);
    assertThat(reader.mostInFlight).isLessThanOrEqualTo(atOnce);
  }

  /** What the stream holds, read in one go. */
  private static List<String> expected(LengthPrefix prefix, byte[] stream) {
    List<String> seen = new ArrayList<>();
    int at = 0;
    while (at < stream.length) {
      int end = Math.min(at + prefix.bytes(), stream.length);
      String digits = new String(stream, at, end - at, StandardCharsets.ISO_8859_1);
      if (prefix == LengthPrefix.ASCII_4 && !digits.matches("[0-9]*")) {
        seen.add("fault NOT_A_LENGTH");
        return seen;
      }
      if (end - at < prefix.bytes()) {
        seen.add("fault TRUNCATED");
        return seen;
      }
      int length =
          prefix == LengthPrefix.ASCII_4
              ? Integer.parseInt(digits)
              : ((stream[at] & 0xFF) << 8) | (stream[at + 1] & 0xFF);
      at = end;
      if (length > MAX_FRAME) {
        seen.add("fault OVERSIZED");
        return seen;
      }
      if (at + length > stream.length) {
        seen.add("fault TRUNCATED");
        return seen;
      }
      seen.add(
          length == 0 ? "empty" : "frame " + HexFormat.of().formatHex(stream, at, at + length));
      at += length;
    }
    return seen;
  }

  private static byte[] stream(LengthPrefix prefix, Random random) {
    ByteBuf stream = Unpooled.buffer();
    int frames = random.nextInt(12);
    for (int i = 0; i < frames; i++) {
      int length = random.nextInt(20) == 0 ? 0 : random.nextInt(random.nextInt(1, 330));
      switch (prefix) {
        case BINARY_2 -> stream.writeShort(length);
        case ASCII_4 ->
            stream.writeCharSequence(
                random.nextInt(60) == 0 ? "00x1" : "%04d".formatted(length),
                StandardCharsets.US_ASCII);
      }
      byte[] body = new byte[random.nextInt(30) == 0 ? length / 2 : length];
      random.nextBytes(body);
      stream.writeBytes(body);
    }
    byte[] bytes = new byte[stream.readableBytes()];
    stream.readBytes(bytes);
    return bytes;
  }

  private static final class Recorder extends FrameReader {

    final List<String> seen = new ArrayList<>();
    final int atOnce;
    int inFlight;
    int mostInFlight;

    Recorder(LengthPrefix prefix, int atOnce) {
      super(prefix, MAX_FRAME);
      this.atOnce = atOnce;
    }

    void answerAll(EmbeddedChannel channel) {
      inFlight = 0;
      readOn(channel.pipeline().context(this));
    }

    @Override
    void frame(ChannelHandlerContext context, byte[] frame) {
      seen.add("frame " + HexFormat.of().formatHex(frame));
      inFlight++;
      mostInFlight = Math.max(mostInFlight, inFlight);
    }

    @Override
    void emptyFrame(ChannelHandlerContext context) {
      seen.add("empty");
    }

    @Override
    void fault(ChannelHandlerContext context, Fault fault) {
      seen.add("fault " + fault);
    }

    @Override
    boolean mayTakeMore() {
      return inFlight < atOnce;
    }
  }
}
