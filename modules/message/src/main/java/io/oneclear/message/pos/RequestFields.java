package io.oneclear.message.pos;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.CurrencyCode;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.MerchantId;
import io.oneclear.message.Money;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.Track2;
import java.util.Arrays;

/** The fields of a request as values; one that is missing or impossible refuses the request. */
final class RequestFields {

  /** Field 63 with an SM4 PIN block: this, then 16 bytes; field 52 is zeros then. */
  private static final byte[] SM4_PIN = {'S', 'M', '0', '1', '6'};

  private static final int SM4_BLOCK = 16;
  private static final byte[] NO_PIN = new byte[8];

  /** The most half bytes of track 2; the table takes more, for a track encrypted as a whole. */
  private static final int TRACK_2 = 37;

  /** Field 53 of nearly every card payment: a PIN block with card number, triple DES. */
  private static final String USUAL_CONTROL = "2600000000000000";

  private final IsoMessage message;

  RequestFields(IsoMessage message) {
    this.message = message;
  }

  static Refusal missing(int field) {
    return new Refusal(ResponseCode.FORMAT_ERROR, field, "missing");
  }

  static Refusal notOffered(int field, String what) {
    return new Refusal(ResponseCode.NOT_SUPPORTED, field, what);
  }

  /** A field of digits, which the table has checked. */
  String digits(int field) throws Refusal {
    if (!message.has(field)) {
      throw missing(field);
    }
    return message.text(field);
  }

  /** True if the field is exactly this; one that is absent refuses the request. */
  boolean is(int field, String text) throws Refusal {
    if (!message.has(field)) {
      throw missing(field);
    }
    return message.is(field, text);
  }

  /** A field of exactly {@code length} ASCII characters; null if absent. */
  private String optionalText(int field, int length) throws Refusal {
    if (!message.has(field)) {
      return null;
    }
    String text = message.text(field);
    if (message.isBinary(field) || text.length() != length) {
      throw new Refusal(ResponseCode.FORMAT_ERROR, field, "must be " + length + " characters");
    }
    return text;
  }

  private String text(int field, int length) throws Refusal {
    String text = optionalText(field, length);
    if (text == null) {
      throw missing(field);
    }
    return text;
  }

  TerminalId terminal() throws Refusal {
    return new TerminalId(text(41, 8));
  }

  MerchantId merchant() throws Refusal {
    return new MerchantId(text(42, 15));
  }

  Stan trace() throws Refusal {
    if (!message.has(11)) {
      throw missing(11);
    }
    return new Stan((int) message.number(11));
  }

  Field60 field60() throws Refusal {
    try {
      return Field60.decode(digits(60));
    } catch (MalformedMessageException e) {
      throw new Refusal(ResponseCode.FORMAT_ERROR, 60, e.getMessage());
    }
  }

  Money amount() throws Refusal {
    long fen = message.has(4) ? message.number(4) : 0;
    if (fen == 0) {
      throw new Refusal(ResponseCode.INVALID_AMOUNT, 4, "missing or zero");
    }
    if (!message.is(49, CurrencyCode.CNY.digits())) {
      text(49, 3);
      throw notOffered(49, "only currency 156");
    }
    return Money.cny(fen);
  }

  String reversalReason() throws Refusal {
    String reason = optionalText(39, 2);
    // A reversal is worth more than its reason: without one it is "other".
    return reason == null ? "06" : reason;
  }

  /** The card of a transaction. */
  CardData card() throws Refusal {
    CardData card = optionalCard();
    if (card == null) {
      throw new Refusal(ResponseCode.INVALID_CARD, 2, "no card number in 2 or 35");
    }
    return card;
  }

  /** The card as far as it was sent; null if neither field 2 nor track 2 has a number. */
  CardData optionalCard() throws Refusal {
    String control = message.is(53, USUAL_CONTROL) ? USUAL_CONTROL : message.text(53);
    Track2 track2 = track2();
    boolean clearTrack = track2 != null && (control == null || control.charAt(2) == '0');
    Pan pan = pan(track2, clearTrack);
    if (pan == null) {
      return null;
    }
    String expiry = message.text(14);
    return new CardData(
        pan,
        expiry == null && clearTrack ? track2.expiry() : expiry,
        digits(22),
        message.text(23),
        track2,
        message.bytes(55),
        pin(),
        control);
  }

  private Track2 track2() throws Refusal {
    String nibbles = message.text(35);
    if (nibbles == null) {
      return null;
    }
    if (nibbles.isEmpty() || nibbles.length() > TRACK_2) {
      throw new Refusal(ResponseCode.FORMAT_ERROR, 35, "must be 1 to " + TRACK_2 + " half bytes");
    }
    return new Track2(nibbles);
  }

  private Pan pan(Track2 track2, boolean clearTrack) throws Refusal {
    String sent = message.text(2);
    if (sent == null) {
      return clearTrack ? track2.pan() : null;
    }
    if (sent.length() < 8) {
      throw new Refusal(ResponseCode.INVALID_CARD, 2, "shorter than any card number");
    }
    Pan pan = new Pan(sent);
    if (clearTrack && !track2.agreesWith(pan)) {
      throw new Refusal(ResponseCode.INVALID_CARD, 2, "not the card of track 2");
    }
    return pan;
  }

  private PinBlock pin() throws Refusal {
    byte[] block = message.bytes(52);
    if (block == null) {
      return null;
    }
    if (Arrays.mismatch(block, NO_PIN) >= 0) {
      return new PinBlock(block);
    }
    byte[] private63 = message.bytes(63);
    return private63 != null
            && private63.length >= SM4_PIN.length + SM4_BLOCK
            && Arrays.equals(private63, 0, SM4_PIN.length, SM4_PIN, 0, SM4_PIN.length)
        ? new PinBlock(Arrays.copyOfRange(private63, SM4_PIN.length, SM4_PIN.length + SM4_BLOCK))
        : null;
  }

  /** How a void or refund names its original: by field 61, by field 37, or by both. */
  OriginalReference original() throws Refusal {
    String rrn = optionalText(37, 12);
    String authorization = optionalText(38, 6);
    String digits = message.text(61);
    if (digits == null && rrn == null) {
      throw missing(61);
    }
    Rrn reference = rrn == null ? null : new Rrn(rrn);
    if (digits == null) {
      return new OriginalReference(null, null, null, reference, authorization);
    }
    try {
      Field61 field = Field61.decode(digits);
      BatchNumber batch = field.batch();
      String date = field.date().isEmpty() ? null : field.date();
      return new OriginalReference(batch, field.trace(), date, reference, authorization);
    } catch (MalformedMessageException e) {
      throw new Refusal(ResponseCode.FORMAT_ERROR, 61, e.getMessage());
    }
  }
}
