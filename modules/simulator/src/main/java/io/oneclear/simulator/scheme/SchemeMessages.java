package io.oneclear.simulator.scheme;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.message.Track2;
import io.oneclear.security.PinFormat;
import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.scheme.SchemeRequest.EnteredPin;
import io.oneclear.simulator.scheme.SchemeRequest.Kind;
import io.oneclear.simulator.scheme.Treatment.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;

/** Between fields and meaning: reads requests, builds answers. Any thread. */
final class SchemeMessages {

  private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MMdd");

  /** What an answer repeats of its request. */
  private static final int[] ECHOED = {
    2, 3, 4, 7, 11, 12, 13, 18, 19, 23, 25, 32, 33, 37, 41, 42, 49, 60
  };

  private final KeyRing keys;

  SchemeMessages(KeyRing keys) {
    this.keys = keys;
  }

  /**
   * Reads a financial message or reversal.
   *
   * @throws IllegalArgumentException if a field without which it cannot be answered for is missing
   *     or impossible; names fields, never contents
   */
  SchemeRequest read(IsoMessage message) {
    String mti = message.mti().digits();
    Identity identity =
        identity(mti, message.text(7), message.text(11), message.text(32), message.text(33));
    Pan pan = pan(message);
    Kind kind = kind(mti, message.text(3));
    long fen = message.has(4) ? digits(message, 4, 12) : 0;
    Identity original = message.has(90) ? original(message.text(90)) : null;
    boolean needsOriginal = kind == Kind.VOID || kind == Kind.REFUND || kind == Kind.REVERSAL;
    if (needsOriginal && original == null) {
      throw new IllegalArgumentException("field 90 is missing");
    }
    EnteredPin pin = keys.open(pinFormat(message.text(53)), message.bytes(52), pan);
    return new SchemeRequest(message, kind, identity, pan, fen, pin, original);
  }

  /** The answer to a decided message, with field 128. */
  IsoMessage answer(
      SchemeRequest request, SchemeEvent event, Treatment treatment, long balanceFen) {
    IsoMessage answer = echo(request.message());
    answer.set(15, event.clearingDate().format(MONTH_DAY)).set(39, event.code());
    answer.set(100, event.details().issuer());
    if (!event.authorizationCode().isEmpty()) {
      answer.set(38, event.authorizationCode());
    }
    if (request.kind() == Kind.BALANCE && event.code().equals("00")) {
      answer.set(54, availableBalance(event.product(), balanceFen));
    }
    if (request.kind() == Kind.VOID) {
      answer.set(90, request.text(90));
    }
    if (treatment.delivery() == Delivery.WRONG_AMOUNT) {
      answer.set(4, fixed(request.fen() + 1, 12));
    }
    byte[] mac = keys.mac(answer);
    if (treatment.delivery() == Delivery.WRONG_MAC) {
      mac[0] = (byte) (mac[0] == '0' ? '1' : '0');
    }
    return answer.set(128, new String(mac, StandardCharsets.US_ASCII));
  }

  /** A refusal that is not written down: the message names nobody, or the desk is overrun. */
  IsoMessage refusal(IsoMessage request, String code) {
    IsoMessage answer = echo(request).set(39, code);
    return answer.set(128, new String(keys.mac(answer), StandardCharsets.US_ASCII));
  }

  private static IsoMessage echo(IsoMessage request) {
    // A repetition (0421) is answered like the first of its kind (0430).
    String mti = request.mti().digits().substring(0, 3) + "0";
    IsoMessage answer = new IsoMessage(new Mti(mti).answer());
    for (int field : ECHOED) {
      if (request.has(field)) {
        answer.set(field, request.text(field));
      }
    }
    return answer;
  }

  private static Kind kind(String mti, String processingCode) {
    return switch (mti.substring(0, 3) + "0 " + processingCode) {
      case "0200 300000", "0200 310000" -> Kind.BALANCE;
      case "0200 000000" -> Kind.PURCHASE;
      case "0200 200000" -> Kind.VOID;
      case "0220 200000" -> Kind.REFUND;
      case "0420 000000", "0420 200000" -> Kind.REVERSAL;
      default -> Kind.UNSUPPORTED;
    };
  }

  private static Identity identity(String mti, String f7, String f11, String f32, String f33) {
    if (!isDigits(f7, 10, 10) || !isDigits(f11, 6, 6)) {
      throw new IllegalArgumentException("fields 7 and 11 must be 10 and 6 digits");
    }
    if (!isDigits(f32, 1, 11) || !isDigits(f33, 1, 11)) {
      throw new IllegalArgumentException("fields 32 and 33 must be up to 11 digits");
    }
    return Identity.of(mti, f7, f11, f32, f33);
  }

  /** Type 4, trace 6, time 10, acquirer 11, forwarder 11. */
  private static Identity original(String field90) {
    if (!isDigits(field90, 42, 42)) {
      throw new IllegalArgumentException("field 90 must be 42 digits");
    }
    return Identity.of(
        field90.substring(0, 4),
        field90.substring(10, 20),
        field90.substring(4, 10),
        field90.substring(20, 31),
        field90.substring(31, 42));
  }

  private static Pan pan(IsoMessage message) {
    if (message.has(2)) {
      return new Pan(message.text(2));
    }
    Pan pan = message.has(35) ? new Track2(message.text(35)).pan() : null;
    if (pan == null) {
      throw new IllegalArgumentException("fields 2 and 35 name no card");
    }
    return pan;
  }

  private static long digits(IsoMessage message, int field, int width) {
    String text = message.text(field);
    if (!isDigits(text, width, width)) {
      throw new IllegalArgumentException("field " + field + " must be " + width + " digits");
    }
    return Long.parseLong(text);
  }

  private static PinFormat pinFormat(String securityInfo) {
    return securityInfo != null && securityInfo.startsWith("1")
        ? PinFormat.X98_NO_PAN
        : PinFormat.ISO0;
  }

  /** Account type 2, amount type 02 (available), currency, sign, amount. */
  private static String availableBalance(CardProduct product, long fen) {
    String accountType =
        switch (product) {
          case DEBIT -> "10";
          case CREDIT, FOREIGN -> "30";
        };
    return accountType + "02156" + (fen < 0 ? 'D' : 'C') + fixed(Math.abs(fen), 12);
  }

  static String fixed(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(width - digits.length()) + digits;
  }

  private static boolean isDigits(String text, int min, int max) {
    if (text == null || text.length() < min || text.length() > max) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
