package io.oneclear.bench.purchase;

import io.oneclear.message.KeyBlock;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.pos.EncodedAnswer;
import io.oneclear.message.pos.PosAnswer;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.message.pos.PosFrame;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.security.KeyUsage;
import io.oneclear.security.MacAlgorithm;
import io.oneclear.security.PinFormat;
import io.oneclear.security.SecurityModule;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one purchase costs the switch before storage and sockets: its message work and its
 * cryptography. {@link #setUp()} proves that each operation gives the right result before anything
 * is timed. {@code mvn -q -Pjmh -pl bench -am verify -Dmaven.test.skip=true} runs it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HotPathBenchmark {

  private static final Pan CARD = TerminalLeg.CARD;

  private PosDialect dialect;
  private SecurityModule module;
  private byte[] frame;
  private PosFrame decoded;
  private PosAnswer answer;
  private KeyBlock terminalMacKey;
  private KeyBlock terminalPinKey;
  private KeyBlock linkPinKey;
  private PinBlock pinBlock;
  private UpstreamLeg upstream;

  @Setup
  public void setUp() throws IOException, MalformedMessageException {
    KeyRoom room = KeyRoom.fresh();
    TerminalLeg terminal = new TerminalLeg(room);
    module = room.module();
    dialect = terminal.dialect();
    terminalMacKey = terminal.macKey();
    terminalPinKey = terminal.pinKey();
    linkPinKey = room.newKey(KeyUsage.PIN_ENCRYPTION);
    pinBlock = terminal.pinBlock();
    frame = terminal.purchase(1);
    decoded = dialect.decode(frame);
    answer =
        new PosAnswer(
            ResponseCode.APPROVED,
            new Rrn("000000000001"),
            "123456",
            "120000",
            "1122",
            "1122",
            null,
            null,
            null,
            null,
            null,
            null);
    upstream = new UpstreamLeg(module, room.newKey(KeyUsage.MAC), pinBlock);
    proveThatItWorks();
  }

  private void proveThatItWorks() throws MalformedMessageException {
    if (!(decodeAndParse() instanceof PosRequest.Purchase purchase)
        || !purchase.card().pan().equals(CARD)) {
      throw new IllegalStateException("the purchase is not understood");
    }
    if (!verifyMac()) {
      throw new IllegalStateException("the MAC is not accepted");
    }
    if (translatePin().equals(pinBlock)) {
      throw new IllegalStateException("the PIN is not translated");
    }
    PosFrame read = dialect.decode(answerWithMac());
    if (!"00".equals(read.message().text(39))
        || !module
            .verifyMac(MacAlgorithm.UNIONPAY_ECB, terminalMacKey, read.underMac(), read.mac())
            .join()) {
      throw new IllegalStateException("the answer is wrong");
    }
    if (!Arrays.equals(frame, encode())) {
      throw new IllegalStateException("the purchase does not encode to its own bytes");
    }
    upstream.proveThatItWorks();
  }

  @Benchmark
  public PosFrame decode() throws MalformedMessageException {
    return dialect.decode(frame);
  }

  @Benchmark
  public PosRequest decodeAndParse() throws MalformedMessageException {
    return dialect.parse(dialect.decode(frame));
  }

  @Benchmark
  public byte[] encode() {
    return dialect.encode(decoded.tpdu(), decoded.header(), decoded.message());
  }

  @Benchmark
  public boolean verifyMac() {
    return module
        .verifyMac(MacAlgorithm.UNIONPAY_ECB, terminalMacKey, decoded.underMac(), decoded.mac())
        .join();
  }

  @Benchmark
  public PinBlock translatePin() {
    return module
        .translatePin(terminalPinKey, PinFormat.ISO0, linkPinKey, PinFormat.ISO0, pinBlock, CARD)
        .join();
  }

  @Benchmark
  public byte[] answerWithMac() {
    EncodedAnswer encoded = dialect.answer(decoded, answer);
    return encoded.withMac(
        module.mac(MacAlgorithm.UNIONPAY_ECB, terminalMacKey, encoded.underMac()).join());
  }

  /** A request to the scheme: written, with its MAC. */
  @Benchmark
  public byte[] askUpstream() {
    return upstream.ask();
  }

  /** The scheme's answer: decoded, its MAC checked, understood. */
  @Benchmark
  public UpstreamAnswer understandUpstream() throws MalformedMessageException {
    return upstream.understand();
  }

  /** All messages and all cryptography of one purchase, in the order of its hops. */
  @Benchmark
  public byte[] wholePurchase() throws MalformedMessageException {
    PosFrame request = dialect.decode(frame);
    if (!(dialect.parse(request) instanceof PosRequest.Purchase)
        || !module
            .verifyMac(MacAlgorithm.UNIONPAY_ECB, terminalMacKey, request.underMac(), request.mac())
            .join()) {
      throw new IllegalStateException("not a purchase, or its MAC is wrong");
    }
    PinBlock translated = translatePin();
    byte[] asked = upstream.ask();
    UpstreamAnswer understood = upstream.understand();
    if (translated == null || asked.length == 0 || !understood.code().approved()) {
      throw new IllegalStateException("not approved");
    }
    EncodedAnswer encoded = dialect.answer(request, answer);
    return encoded.withMac(
        module.mac(MacAlgorithm.UNIONPAY_ECB, terminalMacKey, encoded.underMac()).join());
  }
}
