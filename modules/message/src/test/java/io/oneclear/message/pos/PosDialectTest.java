package io.oneclear.message.pos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Money;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.message.Stan;
import io.oneclear.message.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** From frames to requests. */
class PosDialectTest {

  private final PosDialect dialect = new PosDialect(Vectors.POS, PosOptions.STANDARD);

  private PosRequest parse(IsoMessage message) throws MalformedMessageException {
    byte[] frame = dialect.encode(Requests.TPDU, Requests.HEADER, message);
    return dialect.parse(dialect.decode(frame));
  }

  @Test
  void aPurchaseIsUnderstood() throws MalformedMessageException {
    PosRequest.Purchase purchase = (PosRequest.Purchase) parse(Requests.purchase());

    assertThat(purchase.terminal().code()).isEqualTo("10000001");
    assertThat(purchase.merchant().code()).isEqualTo("102110054110001");
    assertThat(purchase.trace()).isEqualTo(new Stan(7));
    assertThat(purchase.batch()).isEqualTo(new BatchNumber(1));
    assertThat(purchase.amount()).isEqualTo(Money.cny(12345));
    CardData card = purchase.card();
    assertThat(card.pan()).isEqualTo(new Pan(Requests.PAN));
    assertThat(card.expiry()).isEqualTo("3012");
    assertThat(card.entryMode()).isEqualTo("021");
    assertThat(card.sequence()).isNull();
    assertThat(card.track2().clear()).isEqualTo(Requests.PAN + "D30122010000000");
    assertThat(card.icc()).isNull();
    assertThat(card.pin().clear()).isEqualTo(Vectors.hex("60D894D6F4978EF5"));
    assertThat(card.securityControl()).isEqualTo("2600000000000000");
  }

  @Test
  void cardNumberAndExpiryComeFromTrackTwoWhereTheTerminalSendsNoOther()
      throws MalformedMessageException {
    PosRequest.Purchase purchase =
        (PosRequest.Purchase) parse(Requests.purchase().unset(2).unset(14));

    assertThat(purchase.card().pan()).isEqualTo(new Pan(Requests.PAN));
    assertThat(purchase.card().expiry()).isEqualTo("3012");
  }

  @Test
  void anEncryptedTrackGivesNoCardNumber() throws MalformedMessageException {
    IsoMessage message = Requests.purchase().unset(2).set(53, "2610000000000000");
    PosRequest.Refused refused = (PosRequest.Refused) parse(message);

    assertThat(refused.code().code()).isEqualTo("14");

    PosRequest.Purchase withField2 =
        (PosRequest.Purchase) parse(message.set(2, Requests.PAN).unset(14));
    assertThat(withField2.card().expiry()).isNull();
  }

  @Test
  void aPinUnderSm4ComesFromField63() throws MalformedMessageException {
    byte[] block = Vectors.hex("CDC489E91786D0BE01F543D813611BCD");
    IsoMessage message =
        Requests.purchase()
            .set(52, new byte[8])
            .set(53, "2400000000000000")
            .set(63, Vectors.hex("534D303136CDC489E91786D0BE01F543D813611BCD"));
    assertThat(((PosRequest.Purchase) parse(message)).card().pin().clear()).isEqualTo(block);

    message.unset(63);
    assertThat(((PosRequest.Purchase) parse(message)).card().pin()).isNull();
  }

  @Test
  void thePublishedSm4SaleIsAPurchase() throws MalformedMessageException {
    JsonNode vector =
        Vectors.pos().stream()
            .filter(each -> each.get("name").asText().equals("vfwz PAY_REQUEST"))
            .findFirst()
            .orElseThrow();

    PosRequest.Purchase purchase =
        (PosRequest.Purchase) dialect.parse(dialect.decode(Vectors.frame(vector)));

    assertThat(purchase.amount()).isEqualTo(Money.cny(1111));
    assertThat(purchase.card().entryMode()).isEqualTo("071");
    assertThat(purchase.card().sequence()).isEqualTo("000");
    assertThat(purchase.card().pin().clear()).hasSize(16);
    assertThat(purchase.card().icc()).hasSize(145);
  }

  @Test
  void aVoidAndARefundNameTheirOriginal() throws MalformedMessageException {
    PosRequest.VoidPurchase voided = (PosRequest.VoidPurchase) parse(Requests.voidPurchase());
    assertThat(voided.original().batch()).isEqualTo(new BatchNumber(1));
    assertThat(voided.original().trace()).isEqualTo(new Stan(7));
    assertThat(voided.original().date()).isNull();
    assertThat(voided.original().rrn().code()).isEqualTo("123456789012");
    assertThat(voided.original().authorizationCode()).isEqualTo("654321");

    PosRequest.Refund refund = (PosRequest.Refund) parse(Requests.refund());
    assertThat(refund.original().date()).isEqualTo("1121");
    assertThat(refund.original().authorizationCode()).isNull();

    PosRequest.Refund byReference = (PosRequest.Refund) parse(Requests.refund().unset(61));
    assertThat(byReference.original().batch()).isNull();
    assertThat(byReference.original().rrn().code()).isEqualTo("123456789012");
  }

  @Test
  void aReversalNeedsNeitherCardNorReason() throws MalformedMessageException {
    PosRequest.Reversal whole = (PosRequest.Reversal) parse(Requests.reversal());
    assertThat(whole.reason()).isEqualTo("98");
    assertThat(whole.card().pan()).isEqualTo(new Pan(Requests.PAN));
    assertThat(whole.trace()).isEqualTo(new Stan(7));
    assertThat(whole.batch()).isEqualTo(new BatchNumber(1));

    PosRequest.Reversal bare =
        (PosRequest.Reversal) parse(Requests.reversal().unset(2).unset(35).unset(39));
    assertThat(bare.reason()).isEqualTo("06");
    assertThat(bare.card()).isNull();
  }

  @Test
  void managementRequestsAreUnderstood() throws MalformedMessageException {
    assertThat(((PosRequest.SignOn) parse(Requests.signOn("001"))).keyScheme())
        .isEqualTo(KeyScheme.SINGLE_DES);
    assertThat(((PosRequest.SignOn) parse(Requests.signOn("003"))).keyScheme())
        .isEqualTo(KeyScheme.DOUBLE_DES);
    assertThat(parse(Requests.advice("002"))).isInstanceOf(PosRequest.SignOff.class);
    assertThat(parse(Requests.advice("301"))).isInstanceOf(PosRequest.Echo.class);
    assertThat(parse(Requests.balance())).isInstanceOf(PosRequest.BalanceInquiry.class);
  }

  @Test
  void aBatchIsSettledUploadedAndEnded() throws MalformedMessageException {
    PosRequest.BatchSettlement settlement =
        (PosRequest.BatchSettlement) parse(Requests.settlement());
    assertThat(settlement.domestic()).isEqualTo(new BatchTotals(12345, 2, 45, 1));
    assertThat(settlement.foreign()).isEqualTo(BatchTotals.NONE);

    List<BatchRecord> records =
        List.of(
            new BatchRecord(false, new Stan(7), new Pan(Requests.PAN), 12345),
            new BatchRecord(true, new Stan(8), new Pan("4761739001010010"), 45));
    PosRequest.BatchUpload upload =
        (PosRequest.BatchUpload)
            parse(Requests.upload("201", new BatchRecords48(records).encode()));
    assertThat(upload.records()).isEqualTo(records);

    PosRequest.BatchUploadEnd equal =
        (PosRequest.BatchUploadEnd) parse(Requests.upload("207", new BatchEnd48(2).encode()));
    assertThat(equal.count()).isEqualTo(2);
    assertThat(equal.totalsWereEqual()).isTrue();
    PosRequest.BatchUploadEnd different =
        (PosRequest.BatchUploadEnd) parse(Requests.upload("202", "0120"));
    assertThat(different.count()).isEqualTo(120);
    assertThat(different.totalsWereEqual()).isFalse();
  }

  /** A request, what is done to it, and the refusal. */
  private record Case(
      String what, IsoMessage request, Consumer<IsoMessage> change, String code, int field) {}

  @Test
  void whatCannotBeServedIsRefusedWithItsCodeAndField() throws MalformedMessageException {
    List<Case> cases =
        List.of(
            new Case("no terminal", Requests.purchase(), m -> m.unset(41), "30", 41),
            new Case("terminal in bytes", Requests.purchase(), m -> m.set(41, "终端端00"), "30", 41),
            new Case("no merchant", Requests.purchase(), m -> m.unset(42), "30", 42),
            new Case("no trace", Requests.purchase(), m -> m.unset(11), "30", 11),
            new Case("no field 60", Requests.purchase(), m -> m.unset(60), "30", 60),
            new Case("short field 60", Requests.purchase(), m -> m.set(60, "2200001"), "30", 60),
            new Case("odd field 60", Requests.purchase(), m -> m.set(60, "22000A0100"), "30", 60),
            new Case("no processing code", Requests.purchase(), m -> m.unset(3), "30", 3),
            new Case("no entry mode", Requests.purchase(), m -> m.unset(22), "30", 22),
            new Case("no condition", Requests.purchase(), m -> m.unset(25), "30", 25),
            new Case("no currency", Requests.purchase(), m -> m.unset(49), "30", 49),
            new Case("dollars", Requests.purchase(), m -> m.set(49, "840"), "40", 49),
            new Case("no amount", Requests.purchase(), m -> m.unset(4), "13", 4),
            new Case("no money", Requests.purchase(), m -> m.set(4, "000000000000"), "13", 4),
            new Case("no card", Requests.purchase(), m -> m.unset(2).unset(35), "14", 2),
            new Case("short card", Requests.purchase(), m -> m.set(2, "6228480"), "14", 2),
            new Case("two cards", Requests.purchase(), m -> m.set(2, "6228480000000000"), "14", 2),
            new Case("long track", Requests.purchase(), m -> m.set(35, "1".repeat(38)), "30", 35),
            new Case("empty track", Requests.purchase(), m -> m.set(35, ""), "30", 35),
            new Case("no original", Requests.voidPurchase(), m -> m.unset(61).unset(37), "30", 61),
            new Case("short original", Requests.voidPurchase(), m -> m.set(61, "00001"), "30", 61),
            new Case("pre-authorization", Requests.purchase(), m -> m.set(25, "06"), "40", 25),
            new Case("instalments", Requests.purchase(), m -> m.set(25, "64"), "40", 25),
            new Case("QR code", Requests.purchase(), m -> m.set(22, "031"), "40", 22),
            new Case("completion", Requests.purchase(), m -> m.set(60, "20000001000"), "40", 3),
            new Case("points", Requests.balance(), m -> m.set(60, "03000001000"), "40", 3),
            new Case("offline advice", Requests.refund(), m -> m.set(3, "000000"), "40", 3),
            new Case("chip refund", Requests.refund(), m -> m.set(60, "27000001000"), "40", 3),
            new Case("reversed inquiry", Requests.reversal(), m -> m.set(3, "310000"), "40", 3),
            new Case("key download", Requests.signOn("960"), m -> {}, "40", 60),
            new Case("status upload", Requests.advice("362"), m -> {}, "40", 60),
            new Case(
                "settle otherwise", Requests.settlement(), m -> m.set(60, "00000001202"), "40", 60),
            new Case("no totals", Requests.settlement(), m -> m.unset(48), "30", 48),
            new Case("short totals", Requests.settlement(), m -> m.set(48, "0000"), "30", 48),
            new Case("chip records", Requests.upload("203", "0001"), m -> {}, "40", 60),
            new Case(
                "lost record", Requests.upload("201", "02" + "0".repeat(40)), m -> {}, "30", 48),
            new Case(
                "nine records", Requests.upload("201", "09" + "0".repeat(360)), m -> {}, "30", 48),
            new Case("no count", Requests.upload("207", "12"), m -> {}, "30", 48));
    for (Case each : cases) {
      each.change.accept(each.request);
      PosRequest.Refused refused = (PosRequest.Refused) parse(each.request);
      assertThat(refused.code().code()).as(each.what).isEqualTo(each.code);
      assertThat(refused.field()).as(each.what).isEqualTo(each.field);
      assertThat(refused.reason()).as(each.what).isNotBlank().doesNotContain(Requests.PAN);
    }
    for (String type : List.of("0100", "0300", "0620", "0920", "1200")) {
      IsoMessage other = new IsoMessage(new Mti(type));
      for (int field : new int[] {41, 42, 60}) {
        other.copy(field, Requests.purchase());
      }
      assertThat(((PosRequest.Refused) parse(other)).code().code()).as(type).isEqualTo("40");
    }
  }

  @Test
  void anAnswerIsNotARequest() {
    IsoMessage answer = new IsoMessage(new Mti("0210")).set(39, "00");
    byte[] frame = dialect.encode(Requests.TPDU, Requests.HEADER, answer);

    assertThatThrownBy(() -> dialect.parse(dialect.decode(frame)))
        .isExactlyInstanceOf(MalformedMessageException.class);
  }

  @Test
  void framesWithoutHeaderOrWithADialUpHeaderAreRead() throws MalformedMessageException {
    byte[] body =
        Arrays.copyOfRange(
            dialect.encode(Requests.TPDU, Requests.HEADER, Requests.purchase()),
            11,
            dialect.encode(Requests.TPDU, Requests.HEADER, Requests.purchase()).length);
    String hex = Vectors.hex(body);

    PosFrame bare =
        new PosDialect(Vectors.POS, new PosOptions(false, false, true, null))
            .decode(Vectors.hex("6000030000" + hex));
    assertThat(bare.header()).isEmpty();
    assertThat(bare.body()).isEqualTo(body);

    PosFrame dialled =
        dialect.decode(
            Vectors.hex("6000030000" + "4C5249001C" + "00".repeat(28) + "603100310100" + hex));
    assertThat(dialled.header()).isEqualTo(Requests.HEADER);
    assertThat(dialled.body()).isEqualTo(body);

    for (String frame :
        List.of("", "60000300", "6000030000", "60000300006031003101", "60000300004C5249FFFF00")) {
      assertThatThrownBy(() -> dialect.decode(Vectors.hex(frame)))
          .isExactlyInstanceOf(MalformedMessageException.class);
    }
  }
}
