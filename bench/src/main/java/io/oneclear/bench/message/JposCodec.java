package io.oneclear.bench.message;

import java.util.SortedMap;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOPackager;
import org.openjdk.jmh.infra.Blackhole;

/** {@code ISOMsg} with a packager, jPOS's or ours. */
record JposCodec(ISOPackager packager) implements Codec<ISOMsg> {

  private static final int LAST = 128;

  @Override
  public ISOMsg build(String type, SortedMap<Integer, String> fields) throws ISOException {
    ISOMsg message = new ISOMsg(type);
    message.setPackager(packager);
    for (var field : fields.entrySet()) {
      message.set(field.getKey(), field.getValue());
    }
    return message;
  }

  /** Its bitmap is made once, when it is first packed. */
  @Override
  public byte[] encode(ISOMsg message) throws ISOException {
    return message.pack();
  }

  @Override
  public ISOMsg decode(byte[] wire) throws ISOException {
    ISOMsg message = new ISOMsg();
    message.setPackager(packager);
    message.unpack(wire);
    return message;
  }

  @Override
  public void readAll(ISOMsg message, Blackhole into) throws ISOException {
    for (int field = 2; field <= LAST; field++) {
      into.consume(message.getValue(field));
    }
  }

  @Override
  public String field(ISOMsg message, int number) {
    return message.getString(number);
  }
}
