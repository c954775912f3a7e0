package io.oneclear.bench.message;

import com.solab.iso8583.IsoMessage;
import com.solab.iso8583.IsoType;
import com.solab.iso8583.IsoValue;
import com.solab.iso8583.MessageFactory;
import com.solab.iso8583.parse.FieldParseInfo;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.openjdk.jmh.infra.Blackhole;

/** j8583 on a scheme's messages: characters, binary bitmaps. */
final class J8583Codec implements Codec<IsoMessage> {

  private static final String LATIN = StandardCharsets.ISO_8859_1.name();
  private static final int HEXADECIMAL = 16;
  private static final int LAST = 128;

  private final MessageFactory<IsoMessage> factory = new MessageFactory<>();

  J8583Codec(SortedMap<Integer, String> sample) throws UnsupportedEncodingException {
    factory.setCharacterEncoding(LATIN);
    factory.setUseBinaryBitmap(true);
    factory.setAssignDate(false);
    Map<Integer, FieldParseInfo> guide = new HashMap<>();
    sample.forEach(
        (field, value) ->
            guide.put(
                field,
                FieldParseInfo.getInstance(type(field), length(field, value), LATIN, false)));
    factory.setParseMap(Integer.parseInt(Samples.TYPE, HEXADECIMAL), guide);
  }

  private static IsoType type(int field) {
    return switch (field) {
      case 2, 32, 33, 35 -> IsoType.LLVAR;
      case 60 -> IsoType.LLLVAR;
      case 3, 4, 7, 11, 12, 13 -> IsoType.NUMERIC;
      default -> IsoType.ALPHA;
    };
  }

  private static int length(int field, String value) {
    return type(field).needsLength() ? value.length() : 0;
  }

  @Override
  public IsoMessage build(String type, SortedMap<Integer, String> fields) {
    IsoMessage message = factory.newMessage(Integer.parseInt(type, HEXADECIMAL));
    fields.forEach(
        (field, value) -> message.setValue(field, value, type(field), length(field, value)));
    return message;
  }

  @Override
  public byte[] encode(IsoMessage message) {
    return message.writeData();
  }

  @Override
  public IsoMessage decode(byte[] wire) throws ParseException, UnsupportedEncodingException {
    return factory.parseMessage(wire, 0);
  }

  @Override
  public void readAll(IsoMessage message, Blackhole into) {
    for (int field = 2; field <= LAST; field++) {
      IsoValue<Object> value = message.getAt(field);
      if (value != null) {
        into.consume(value.getValue());
      }
    }
  }

  @Override
  public String field(IsoMessage message, int number) {
    return message.getAt(number).toString();
  }
}
