package io.oneclear.bench.message;

import io.oneclear.message.FieldTable;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Mti;
import java.util.HexFormat;
import java.util.SortedMap;
import org.openjdk.jmh.infra.Blackhole;

/** OneClear's own messages. */
record HouseCodec(FieldTable table) implements Codec<IsoMessage> {

  private static final int LAST = 128;

  @Override
  public IsoMessage build(String type, SortedMap<Integer, String> fields) {
    IsoMessage message = new IsoMessage(new Mti(type));
    fields.forEach(
        (field, value) -> {
          if (Samples.isBinary(field)) {
            message.set(field, HexFormat.of().parseHex(value));
          } else {
            message.set(field, value);
          }
        });
    return message;
  }

  @Override
  public byte[] encode(IsoMessage message) {
    return table.pack(message);
  }

  @Override
  public IsoMessage decode(byte[] wire) throws MalformedMessageException {
    return table.unpack(wire, 0);
  }

  @Override
  public void readAll(IsoMessage message, Blackhole into) {
    for (int field = 2; field <= LAST; field++) {
      if (message.has(field)) {
        into.consume(Samples.isBinary(field) ? message.bytes(field) : message.text(field));
      }
    }
  }

  @Override
  public String field(IsoMessage message, int number) {
    return number == 35 ? message.text(number).replace('D', '=') : message.text(number);
  }
}
