package io.oneclear.message.cups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.MerchantId;
import io.oneclear.message.Money;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.Track2;
import io.oneclear.message.Vectors;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CupsDialectTest {

  private static final UpstreamKey KEY =
      new UpstreamKey("1122101112", new Stan(42), "49000000", "49000000");
  private static final UpstreamKey ORIGINAL =
      new UpstreamKey("1122091112", new Stan(41), "49000000", "49000000");

  private final CupsDialect dialect =
      new CupsDialect(Vectors.CUPS, CupsOptions.of("00010000", "49000000"));

  private static UpstreamRequest request(
      UpstreamRequest.Type type, boolean repeat, PinBlock pin, UpstreamRequest.Original original) {
    return new UpstreamRequest(
        type,
        KEY,
        new Rrn("112200000042"),
        repeat,
        new Pan("6228480000000000019"),
        "3012",
        "001",
        new Track2("6228480000000000019D30122010000000"),
        Vectors.hex("9F36020001"),
        pin,
        "051",
        "00",
        type == UpstreamRequest.Type.BALANCE_INQUIRY ? null : Money.cny(12345),
        "101112",
        "1122",
        new TerminalId("10000001"),
        new MerchantId("102110054110001"),
        "北京某某超市",
        "5411",
        type == UpstreamRequest.Type.PURCHASE ? null : "A12345",
        original);
  }

  private IsoMessage overTheWire(IsoMessage message) throws MalformedMessageException {
    return dialect.decode(dialect.encode(dialect.header(), message)).message();
  }

  @Test
  void eachRequestHasItsFields() throws MalformedMessageException {
    UpstreamRequest.Original original = new UpstreamRequest.Original(Mti.FINANCIAL, ORIGINAL);
    String[] table = {
      "BALANCE_INQUIRY 0200 300000 2 3 7 11 12 13 14 18 19 22 23 25 26 32 33 35 37 38 41 42 43 49"
          + " 52 53 55 60",
      "PURCHASE 0200 000000 2 3 4 7 11 12 13 14 18 19 22 23 25 26 32 33 35 37 41 42 43 49 52 53 55"
          + " 60",
      "VOID_PURCHASE 0200 200000 2 3 4 7 11 12 13 18 19 22 23 25 26 32 33 35 37 38 41 42 43 49 52"
          + " 53 55 60 90",
      "REFUND 0220 200000 2 3 4 7 11 12 13 18 19 22 23 25 32 33 35 37 38 41 42 43 49 55 60 90",
      "REVERSE_PURCHASE 0420 000000 2 3 4 7 11 12 13 18 19 22 23 25 32 33 37 41 42 43 49 55 60 90",
      "REVERSE_VOID 0420 200000 2 3 4 7 11 12 13 18 19 22 23 25 32 33 37 38 41 42 43 49 55 60 90",
    };
    assertThat(table).hasSize(UpstreamRequest.Type.values().length);
    for (UpstreamRequest.Type type : UpstreamRequest.Type.values()) {
      boolean first =
          type == UpstreamRequest.Type.BALANCE_INQUIRY || type == UpstreamRequest.Type.PURCHASE;
      UpstreamRequest request =
          request(
              type, false, new PinBlock(Vectors.hex("60D894D6F4978EF5")), first ? null : original);
      IsoMessage message = overTheWire(dialect.toMessage(request));
      StringBuilder line = new StringBuilder(type + " " + message.mti() + " " + message.text(3));
      for (int field : message.fields()) {
        if (!(type == UpstreamRequest.Type.REVERSE_PURCHASE && field == 38)) {
          line.append(' ').append(field);
        }
      }
      assertThat(table).contains(line.toString());
    }
  }

  @Test
  void aPurchaseIsSaidInTheSchemesWords() throws MalformedMessageException {
    PinBlock pin = new PinBlock(Vectors.hex("60D894D6F4978EF5"));
    IsoMessage message =
        overTheWire(dialect.toMessage(request(UpstreamRequest.Type.PURCHASE, false, pin, null)));

    assertThat(message.text(2)).isEqualTo("6228480000000000019");
    assertThat(message.text(4)).isEqualTo("000000012345");
    assertThat(message.text(19)).isEqualTo("156");
    assertThat(message.text(35)).isEqualTo("6228480000000000019=30122010000000");
    assertThat(message.text(43)).isEqualTo("北京某某超市" + " ".repeat(28));
    assertThat(message.text(49)).isEqualTo("156");
    assertThat(message.bytes(52)).isEqualTo(pin.clear());
    assertThat(message.text(53)).isEqualTo("2600000000000000");
    assertThat(message.text(60)).isEqualTo("000005000300000");
    assertThat(dialect.key(message)).isEqualTo(KEY);
  }

  @Test
  void anSm4PinGoesInField63() throws MalformedMessageException {
    PinBlock pin = new PinBlock(Vectors.hex("CDC489E91786D0BE01F543D813611BCD"));
    IsoMessage message =
        overTheWire(dialect.toMessage(request(UpstreamRequest.Type.PURCHASE, false, pin, null)));

    assertThat(message.bytes(52)).isEqualTo(new byte[8]);
    assertThat(message.text(53)).isEqualTo("2400000000000000");
    assertThat(Vectors.hex(message.bytes(63)))
        .isEqualTo("534D303136CDC489E91786D0BE01F543D813611BCD");
  }

  @Test
  void aReversalNamesItsReasonAndOriginalAndMarksRepeats() throws MalformedMessageException {
    UpstreamRequest.Original original = new UpstreamRequest.Original(Mti.FINANCIAL, ORIGINAL);
    IsoMessage message =
        overTheWire(
            dialect.toMessage(
                request(UpstreamRequest.Type.REVERSE_PURCHASE, true, null, original)));

    assertThat(message.mti().digits()).isEqualTo("0421");
    assertThat(message.text(60)).startsWith("4351");
    assertThat(message.text(90))
        .isEqualTo("0200" + "000041" + "1122091112" + "00049000000".repeat(2));
    assertThat(dialect.original(message)).isEqualTo(new OriginalData(Mti.FINANCIAL, ORIGINAL));
    assertThat(dialect.answerTo(message, ResponseCode.APPROVED).mti().digits()).isEqualTo("0430");
  }

  @Test
  void aMerchantNameIsCutBetweenCharacters() throws MalformedMessageException {
    UpstreamRequest template = request(UpstreamRequest.Type.PURCHASE, false, null, null);
    UpstreamRequest named =
        new UpstreamRequest(
            template.type(),
            template.key(),
            template.rrn(),
            false,
            template.pan(),
            null,
            null,
            null,
            null,
            null,
            "012",
            "00",
            template.amount(),
            "101112",
            "1122",
            template.terminal(),
            template.merchant(),
            "A" + "店".repeat(25),
            "5411",
            null,
            null);

    assertThat(overTheWire(dialect.toMessage(named)).text(43))
        .isEqualTo("A" + "店".repeat(19) + " ");
  }

  @Test
  void anAnswerIsReadInTheHousesWords() throws MalformedMessageException {
    IsoMessage request =
        dialect.toMessage(request(UpstreamRequest.Type.PURCHASE, false, null, null));
    IsoMessage answer =
        dialect
            .answerTo(request, ResponseCode.APPROVED)
            .set(15, "1123")
            .set(38, "A12345")
            .set(54, "1002156C000000100000")
            .set(55, Vectors.hex("910A00112233445566778899"))
            .set(100, "03050000")
            .set(128, "0D612014");

    UpstreamAnswer read = dialect.toAnswer(overTheWire(answer));

    assertThat(read.key()).isEqualTo(KEY);
    assertThat(read.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(read.authorizationCode()).isEqualTo("A12345");
    assertThat(read.settlementDate()).isEqualTo("1123");
    assertThat(read.amount()).isEqualTo(Money.cny(12345));
    assertThat(read.pan()).isEqualTo(new Pan("6228480000000000019"));
    assertThat(read.issuer()).isEqualTo("03050000");
    assertThat(read.additionalAmounts()).isEqualTo("1002156C000000100000");
    assertThat(read.icc()).hasSize(12);
  }

  @Test
  void thePublishedAnswersAreRead() throws MalformedMessageException {
    int answers = 0;
    for (JsonNode vector : Vectors.cups()) {
      if (vector.get("mti").asText().equals("0210")) {
        answers++;
        UpstreamAnswer answer = dialect.toAnswer(Vectors.CUPS.unpack(Vectors.frame(vector), 0));
        assertThat(answer.code().code()).isEqualTo(vector.get("fields").get("39").asText());
        assertThat(answer.issuer()).isEqualTo(vector.get("fields").get("100").asText());
      }
    }
    assertThat(answers).isEqualTo(2);
  }

  @Test
  void anAnswerThatLacksWhatItMustHaveIsRefusedByField() {
    String[] table = {"7", "11", "39"};
    IsoMessage request =
        dialect.toMessage(request(UpstreamRequest.Type.PURCHASE, false, null, null));
    for (String field : table) {
      IsoMessage answer = dialect.answerTo(request, ResponseCode.APPROVED);
      answer.unset(Integer.parseInt(field));
      assertRefused(answer, Integer.parseInt(field));
    }
    assertRefused(dialect.answerTo(request, ResponseCode.APPROVED).set(2, "6228ABC400000"), 2);
    assertRefused(dialect.answerTo(request, ResponseCode.APPROVED).set(15, "112A"), 15);
    assertRefused(dialect.answerTo(request, ResponseCode.APPROVED).set(49, "CNY"), 49);
    assertRefused(dialect.answerTo(request, ResponseCode.APPROVED).set(38, new byte[6]), 38);
    assertRefused(request, 0);
  }

  private void assertRefused(IsoMessage message, int field) {
    assertThatThrownBy(() -> dialect.toAnswer(message))
        .isExactlyInstanceOf(MalformedMessageException.class)
        .extracting(fault -> ((MalformedMessageException) fault).field())
        .isEqualTo(field);
  }

  @Test
  void networkManagementIsAskedAndAnswered() throws MalformedMessageException {
    IsoMessage signOn =
        overTheWire(dialect.networkManagement(NetworkFunction.SIGN_ON, "1122101112", new Stan(1)));
    assertThat(signOn.mti()).isEqualTo(Mti.MANAGEMENT_ADVICE);
    assertThat(signOn.fields()).containsExactly(7, 11, 33, 70);
    assertThat(dialect.function(signOn)).isEqualTo(NetworkFunction.SIGN_ON);

    IsoMessage answer = overTheWire(dialect.answerTo(signOn, ResponseCode.APPROVED));
    assertThat(answer.mti().digits()).isEqualTo("0830");
    assertThat(answer.fields()).containsExactly(7, 11, 33, 39, 70);
    assertThat(dialect.key(answer)).isEqualTo(dialect.key(signOn));

    IsoMessage cut =
        overTheWire(
            dialect.cutOver(NetworkFunction.CUT_OVER_BEGINS, "1123", "1122230000", new Stan(2)));
    assertThat(cut.fields()).containsExactly(7, 11, 15, 70, 100);
    assertThat(dialect.answerTo(cut, ResponseCode.APPROVED).fields())
        .containsExactly(7, 11, 15, 39, 70, 100);
    assertThat(dialect.function(cut.set(70, "999"))).isNull();
  }

  @Test
  void aKeyResetBringsItsKey() throws MalformedMessageException {
    byte[] key = Vectors.hex("6701EAD6A9AD51E51AA406E2C27FCFA9");
    for (KeyReset.Use use : KeyReset.Use.values()) {
      IsoMessage message =
          overTheWire(dialect.keyReset(new KeyReset(use, key), "1122101112", new Stan(3)));
      assertThat(message.fields()).containsExactly(7, 11, 48, 53, 70, 96, 100);
      KeyReset reset = KeyReset.decode(message);
      assertThat(reset.use()).isEqualTo(use);
      assertThat(reset.encryptedKey()).isEqualTo(key);
      assertThat(reset.toString()).doesNotContain("67");
      assertThat(dialect.answerTo(message, ResponseCode.APPROVED).fields())
          .containsExactly(7, 11, 39, 53, 70, 100);

      message.set(48, "NK" + Vectors.hex(key));
      assertThat(KeyReset.decode(overTheWire(message)).encryptedKey()).isEqualTo(key);
    }
    IsoMessage asked =
        overTheWire(dialect.requestKeyReset(KeyReset.Use.MAC_KEY, "1122101112", new Stan(4)));
    assertThat(asked.fields()).containsExactly(7, 11, 33, 53, 70);
    assertThat(KeyReset.use(asked)).isEqualTo(KeyReset.Use.MAC_KEY);
  }

  @Test
  void aKeyResetWithoutKeyIsRefused() {
    IsoMessage message =
        dialect.keyReset(
            new KeyReset(KeyReset.Use.PIN_KEY, new byte[16]), "1122101112", new Stan(3));
    assertThatThrownBy(() -> KeyReset.decode(message.set(48, "NK123")))
        .isExactlyInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> KeyReset.decode(message.set(48, "AA")))
        .isExactlyInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> KeyReset.decode(message.unset(48).unset(96)))
        .isExactlyInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> KeyReset.use(message.set(53, "9000000000000000")))
        .isExactlyInstanceOf(MalformedMessageException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyReset(KeyReset.Use.PIN_KEY, new byte[7]));
  }

  @Test
  void theHeaderSaysTheLengthAndAnswersGoTheOtherWay() throws MalformedMessageException {
    byte[] frame =
        dialect.encode(
            dialect.header(),
            dialect.networkManagement(NetworkFunction.ECHO, "1122101112", new Stan(1)));
    CupsHeader header = dialect.decode(frame).header();

    assertThat(header.totalLength()).isEqualTo(frame.length);
    assertThat(header.destination()).isEqualTo("00010000");
    assertThat(header.source()).isEqualTo("49000000");
    assertThat(header.answer().destination()).isEqualTo("49000000");
    assertThat(header.answer().source()).isEqualTo("00010000");
    assertThat(header.rejected()).isFalse();
  }

  @Test
  void aFrameThatLiesIsRefused() {
    byte[] frame =
        dialect.encode(
            dialect.header(),
            dialect.networkManagement(NetworkFunction.ECHO, "1122101112", new Stan(1)));
    for (int length = 0; length < frame.length; length++) {
      byte[] cut = Arrays.copyOf(frame, length);
      assertThatThrownBy(() -> dialect.decode(cut))
          .isExactlyInstanceOf(MalformedMessageException.class);
    }
    Random random = new Random(46);
    for (int i = 0; i < 10_000; i++) {
      byte[] damaged = frame.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        CupsFrame read = dialect.decode(damaged);
        assertThat(dialect.encode(read.header(), read.message())).isEqualTo(damaged);
      } catch (MalformedMessageException e) {
        assertThat(e.field()).isBetween(0, 128);
      }
    }
  }

  @Test
  void optionsNameWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CupsOptions.of("CUPS", "49000000"))
        .withMessage("scheme: 'CUPS' must be 1 to 11 digits");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CupsOptions("1", "2", "15", "03", "5", "4351", "06"))
        .withMessage("country: '15' must be 3 digits");
  }
}
