package io.oneclear.bench.message;

import io.oneclear.message.FieldTable;
import io.oneclear.message.packager.CompiledPackager;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.jpos.iso.packager.GenericPackager;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Decoding and encoding one message on either leg, codec by codec. {@link #setUp()} proves first
 * that the codec reads every field of the message and writes it to the bytes {@code
 * GenericPackager} gives. {@code mvn -q -Pjmh -pl bench -am verify -Dmaven.test.skip=true
 * -Dbench=MessageBenchmark} runs it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MessageBenchmark {

  private static final Path TABLES = Path.of("cfg/packager");

  @Param({
    "scheme house",
    "scheme compiled",
    "scheme jpos",
    "scheme j8583",
    "terminal house",
    "terminal compiled",
    "terminal jpos"
  })
  private String codec;

  private Case<?> timed;

  @Setup
  public void setUp() throws Exception {
    boolean scheme = codec.startsWith("scheme");
    SortedMap<Integer, String> fields = scheme ? Samples.scheme() : Samples.terminal();
    String jposTable = scheme ? "scheme.xml" : "terminal.xml";
    JposCodec jpos = new JposCodec(new GenericPackager(open(jposTable)));
    byte[] wire = jpos.encode(jpos.build(Samples.TYPE, fields));
    Codec<?> chosen =
        switch (codec.substring(codec.indexOf(' ') + 1)) {
          case "house" ->
              new HouseCodec(
                  FieldTable.load(TABLES.resolve(scheme ? "cups.xml" : "unionpay-pos.xml")));
          case "compiled" -> new JposCodec(new CompiledPackager(open(jposTable)));
          case "jpos" -> jpos;
          case "j8583" -> new J8583Codec(fields);
          default -> throw new IllegalArgumentException(codec);
        };
    timed = new Case<>(chosen, fields, wire);
  }

  private static InputStream open(String table) {
    return MessageBenchmark.class.getResourceAsStream("/io/oneclear/bench/peer/q2/" + table);
  }

  /** A codec, and the message it is timed with. */
  private static final class Case<M> {

    private final Codec<M> codec;
    private final byte[] wire;
    private final M message;

    Case(Codec<M> codec, SortedMap<Integer, String> fields, byte[] wire) throws Exception {
      this.codec = codec;
      this.wire = wire;
      this.message = codec.build(Samples.TYPE, fields);
      if (!Arrays.equals(wire, codec.encode(message))) {
        throw new IllegalStateException("the message is not written to the same bytes");
      }
      M read = codec.decode(wire);
      for (var field : fields.entrySet()) {
        if (!field.getValue().equals(codec.field(read, field.getKey()))) {
          throw new IllegalStateException("field " + field.getKey() + " is read differently");
        }
      }
    }

    M decode() throws Exception {
      return codec.decode(wire);
    }

    void decodeAndReadAll(Blackhole into) throws Exception {
      codec.readAll(codec.decode(wire), into);
    }

    byte[] encode() throws Exception {
      return codec.encode(message);
    }
  }

  /** A message as the codec gives it; ours have checked every field and made a text of none. */
  @Benchmark
  public Object decode() throws Exception {
    return timed.decode();
  }

  /** A message, and then every field's value. */
  @Benchmark
  public void decodeAndReadAll(Blackhole into) throws Exception {
    timed.decodeAndReadAll(into);
  }

  /** The bytes of a message that was built of its values. */
  @Benchmark
  public byte[] encode() throws Exception {
    return timed.encode();
  }
}
