package io.oneclear.message.cups;

import io.oneclear.message.CurrencyCode;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Money;
import io.oneclear.message.Pan;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Stan;
import io.oneclear.message.text.Digits;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;

/** From the fields of a scheme's answer to the house's words. */
final class AnswerReader {

  private final String self;

  /**
   * @param self our institution code
   */
  AnswerReader(String self) {
    this.self = self;
  }

  UpstreamAnswer read(IsoMessage message) throws MalformedMessageException {
    if (message.mti().isRequest()) {
      throw new MalformedMessageException(0, "a request, not an answer");
    }
    String issuer = text(message, 100);
    return new UpstreamAnswer(
        key(message),
        new ResponseCode(required(message, 39, 2)),
        optional(message, 38, 6),
        settlementDate(message),
        amount(message),
        pan(message),
        issuer == null ? issuerOf44(message) : issuer,
        text(message, 54),
        message.bytes(55));
  }

  UpstreamKey key(IsoMessage message) throws MalformedMessageException {
    return new UpstreamKey(
        required(message, 7, 10),
        trace(message),
        institution(message, 32),
        institution(message, 33));
  }

  private static Stan trace(IsoMessage message) throws MalformedMessageException {
    if (!message.has(11) || message.isBinary(11) || message.length(11) != 6) {
      required(message, 11, 6); // says what is wrong
    }
    return new Stan((int) message.number(11));
  }

  /** An institution code: mostly our own, which then is not made anew. Empty if absent. */
  private String institution(IsoMessage message, int field) throws MalformedMessageException {
    if (message.is(field, self)) {
      return self;
    }
    String code = text(message, field);
    return code == null ? "" : code;
  }

  private static String settlementDate(IsoMessage message) throws MalformedMessageException {
    String date = optional(message, 15, 4);
    if (date != null && !Digits.areDigits(date, 4, 4)) {
      throw new MalformedMessageException(15, "must be four digits");
    }
    return date;
  }

  private static Money amount(IsoMessage message) throws MalformedMessageException {
    if (!message.has(4)) {
      return null;
    }
    String currency = optional(message, 49, 3);
    if (currency != null && !Digits.areDigits(currency, 3, 3)) {
      throw new MalformedMessageException(49, "must be three digits");
    }
    return new Money(
        message.number(4), currency == null ? CurrencyCode.CNY : new CurrencyCode(currency));
  }

  private static Pan pan(IsoMessage message) throws MalformedMessageException {
    String digits = text(message, 2);
    if (digits == null) {
      return null;
    }
    if (!Digits.areDigits(digits, 8, 19)) {
      throw new MalformedMessageException(2, "must be 8 to 19 digits");
    }
    return new Pan(digits);
  }

  /** The issuer is the first 11 characters of field 44. */
  private static String issuerOf44(IsoMessage message) throws MalformedMessageException {
    String both = text(message, 44);
    return both == null ? null : both.substring(0, Math.min(11, both.length())).strip();
  }

  private static String required(IsoMessage message, int field, int length)
      throws MalformedMessageException {
    String text = optional(message, field, length);
    if (text == null) {
      throw new MalformedMessageException(field, "missing");
    }
    return text;
  }

  private static String optional(IsoMessage message, int field, int length)
      throws MalformedMessageException {
    String text = text(message, field);
    if (text != null && text.length() != length) {
      throw new MalformedMessageException(field, "must be " + length + " characters");
    }
    return text;
  }

  private static String text(IsoMessage message, int field) throws MalformedMessageException {
    if (message.isBinary(field)) {
      throw new MalformedMessageException(field, "not text");
    }
    return message.text(field);
  }
}
