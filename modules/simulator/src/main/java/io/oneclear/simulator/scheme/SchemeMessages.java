package io.oneclear.simulator.scheme;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.message.Track2;
import io.oneclear.security.PinFormat;
import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.scheme.SchemeRequest.Kind;
import io.oneclear.simulator.scheme.key.EnteredPin;
import io.oneclear.simulator.scheme.key.KeyRing;
import io.oneclear.simulator.scheme.rule.Treatment;
import io.oneclear.simulator.scheme.rule.Treatment.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Between fields and meaning: reads requests, builds answers. Any thread. */
final class SchemeMessages {

  private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MMdd");
  private static final Mti PURCHASE_ANSWER = Mti.FINANCIAL.answer();

  /** What an answer repeats of its request. */
  private static final int[] ECHOED = {
    2, 3, 4, 7, 11, 12, 13, 18, 19, 23, 25, 32, 33, 37, 41, 42, 49, 60
  };

  private final KeyRing keys;
  private final Identity.Directory directory;
  private volatile MonthDay clearingDay = MonthDay.of(LocalDate.EPOCH);

  /**
   * @param directory of the institutions that messages are between
   */
  SchemeMessages(KeyRing keys, Identity.Directory directory) {
    this.keys = keys;
    this.directory = directory;
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
    return new SchemeRequest(message, mti, kind, identity, pan, fen, pin, original);
  }

  /** The answer to a decided message, with field 128. */
  IsoMessage answer(
      SchemeRequest request, SchemeEvent event, Treatment treatment, long balanceFen) {
    Entry entry = event.entry();
    IsoMessage answer = echo(request.message(), request.mti());
    answer.set(15, monthDay(entry.clearingDate())).set(39, entry.code());
    answer.set(100, event.issuer());
    String authorization = entry.authorizationCode();
    if (!authorization.isEmpty()) {
      answer.set(38, authorization);
    }
    if (request.kind() == Kind.BALANCE && entry.code().equals(Entry.APPROVED)) {
      answer.set(54, availableBalance(entry.account().product(), balanceFen));
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
    IsoMessage answer = echo(request, request.mti().digits()).set(39, code);
    return answer.set(128, new String(keys.mac(answer), StandardCharsets.US_ASCII));
  }

  private static IsoMessage echo(IsoMessage request, String mti) {
    // A repetition (0421) is answered like the first of its kind (0430).
    IsoMessage answer = new IsoMessage(answerTo(mti));
    for (int field : ECHOED) {
      answer.copy(field, request);
    }
    return answer;
  }

  private static Mti answerTo(String mti) {
    return switch (mti) {
      case "0200" -> PURCHASE_ANSWER;
      default -> new Mti(mti.substring(0, 3) + "0").answer();
    };
  }

  private static Kind kind(String mti, String processingCode) {
    boolean takes = "000000".equals(processingCode);
    boolean gives = "200000".equals(processingCode);
    return switch (mti.substring(0, 3)) {
      case "020" -> {
        if (takes || gives) {
          yield takes ? Kind.PURCHASE : Kind.VOID;
        }
        boolean asks = "300000".equals(processingCode) || "310000".equals(processingCode);
        yield asks ? Kind.BALANCE : Kind.UNSUPPORTED;
      }
      case "022" -> gives ? Kind.REFUND : Kind.UNSUPPORTED;
      case "042" -> takes || gives ? Kind.REVERSAL : Kind.UNSUPPORTED;
      default -> Kind.UNSUPPORTED;
    };
  }

  private String monthDay(LocalDate date) {
    MonthDay known = clearingDay;
    if (!known.date.equals(date)) {
      known = MonthDay.of(date);
      clearingDay = known;
    }
    return known.text;
  }

  private Identity identity(String mti, String f7, String f11, String f32, String f33) {
    if (!isDigits(f7, 10, 10) || !isDigits(f11, 6, 6)) {
      throw new IllegalArgumentException("fields 7 and 11 must be 10 and 6 digits");
    }
    if (!isDigits(f32, 1, 11) || !isDigits(f33, 1, 11)) {
      throw new IllegalArgumentException("fields 32 and 33 must be up to 11 digits");
    }
    return Identity.of(directory.of(mti, f32, f33), f7, f11);
  }

  /** Type 4, trace 6, time 10, acquirer 11, forwarder 11. */
  private Identity original(String field90) {
    if (!isDigits(field90, 42, 42)) {
      throw new IllegalArgumentException("field 90 must be 42 digits");
    }
    return Identity.of(
        directory.of(field90.substring(0, 4), field90.substring(20, 31), field90.substring(31, 42)),
        field90.substring(10, 20),
        field90.substring(4, 10));
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

  /** A date as field 15 has it; it changes once a day. */
  private record MonthDay(LocalDate date, String text) {
    static MonthDay of(LocalDate date) {
      return new MonthDay(date, date.format(MONTH_DAY));
    }
  }
}
