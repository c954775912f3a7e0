package io.oneclear.proof.scheme;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.cups.CupsFrame;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.proof.scheme.SchemeBook.Asked;
import io.oneclear.proof.world.Chance;
import io.oneclear.proof.world.Coverage;
import io.oneclear.proof.world.Coverage.Section;
import io.oneclear.proof.world.Equipment;
import io.oneclear.proof.world.Fault;
import io.oneclear.proof.world.SimulatedTime;
import io.oneclear.proof.world.Trace;
import io.oneclear.proof.world.Weather;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The other end of a link: reads frames, checks their MAC, decides by its own books, and answers,
 * in time or not. Idempotent as a real scheme is: a request it knows gets the answer it got before
 * and has no second effect.
 */
public final class SimulatedScheme {

  private static final int MAC_FIELD = 128;
  private static final String BUSY = "96";

  /** Codes with which money moves too. */
  private static final List<String> APPROVALS = List.of("10", "11", "16", "A2", "A4", "A5", "A6");

  /** Refusals that say nothing of the request: asked again, it is decided anew. */
  private static final Set<String> NOT_NOW = Set.of(BUSY, "91", "A0");

  private static final List<String> REFUSALS =
      List.of("51", "51", "05", "55", "61", "54", "57", "65", "A0", "97", "91");

  private final String name;
  private final Surroundings world;
  private final SchemeBook book = new SchemeBook();
  private final Set<UpstreamKey> refusedForEver = new HashSet<>();
  private int answers;

  /** What a scheme works with. */
  public record Surroundings(
      Equipment equipment,
      SimulatedTime time,
      Weather weather,
      Chance chance,
      Trace trace,
      Coverage coverage) {}

  public SimulatedScheme(String name, Surroundings world) {
    this.name = name;
    this.world = world;
  }

  public SchemeBook book() {
    return book;
  }

  /**
   * A frame has come.
   *
   * @param back takes the frames of the answers
   */
  public void receive(byte[] frame, Consumer<byte[]> back) {
    CupsFrame came;
    Asked asked;
    try {
      came = world.equipment().cups().decode(frame);
      if (!world.equipment().link().macMatches(came.message())) {
        world.trace().add(name, "wrong MAC, ignored");
        return;
      }
      asked = asked(came.message());
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("the switch sent what is no message", e);
    }
    String type = asked.type();
    Decision decision = decide(asked);
    world.coverage().reached(Section.SCHEME_CODES, decision.code);
    world.trace().add(name, asked + (asked.repeat() ? " repeated" : "") + " -> " + decision.code);
    if (world.weather().strikes(Fault.SCHEME_SILENT, type)) {
      return;
    }
    int delay =
        world.weather().strikes(Fault.SCHEME_LATE, type)
            ? world.chance().between(20_000, 45_000)
            : world.chance().between(20, 300);
    byte[] answer = answer(came, decision);
    world.time().afterMillis(delay, () -> back.accept(answer));
  }

  // --- deciding ----------------------------------------------------------------------------------

  private record Decision(String code, long fen, String otherCard) {}

  private Decision decide(Asked asked) {
    return asked.reversal() ? decideReversal(asked) : decideFinancial(asked);
  }

  private Decision decideFinancial(Asked asked) {
    SchemeBook.Entry known = book.entry(asked.key());
    boolean decidesAnew = known != null && NOT_NOW.contains(known.code()) && asked.repeat();
    if (known == null || decidesAnew) {
      known = bookNew(asked);
    }
    String type = asked.type();
    boolean aboutAnother =
        !asked.repeat() && world.weather().strikes(Fault.SCHEME_WRONG_CARD, type);
    return new Decision(
        known.code(),
        known.approved() ? known.bookedFen() : asked.fen(),
        aboutAnother ? "6222021234567878" : null);
  }

  private SchemeBook.Entry bookNew(Asked asked) {
    String type = asked.type();
    if (world.weather().strikes(Fault.SCHEME_BUSY, type)) {
      return book.refuse(asked, BUSY);
    }
    if (world.weather().strikes(Fault.SCHEME_DECLINES, type)) {
      return book.refuse(asked, world.chance().pick(REFUSALS));
    }
    boolean wrong =
        !type.equals("BALANCE_INQUIRY") && world.weather().strikes(Fault.SCHEME_WRONG_AMOUNT, type);
    String approval = world.chance().oneIn(15) ? world.chance().pick(APPROVALS) : "00";
    return book.book(asked, wrong ? asked.fen() + 100 : asked.fen(), approval);
  }

  private Decision decideReversal(Asked asked) {
    SchemeBook.Undoing known = book.undoing(asked.key());
    if (known != null) {
      return new Decision(known.code(), asked.fen(), null);
    }
    if (refusedForEver.contains(asked.original())
        || world.weather().strikes(Fault.SCHEME_REFUSES_FOR_EVER, asked.type())) {
      refusedForEver.add(asked.original());
      return new Decision("05", asked.fen(), null);
    }
    if (world.weather().strikes(Fault.SCHEME_BUSY, asked.type())) {
      return new Decision(BUSY, asked.fen(), null);
    }
    return new Decision(book.undo(asked).code(), asked.fen(), null);
  }

  // --- reading and writing -----------------------------------------------------------------------

  private Asked asked(IsoMessage message) throws MalformedMessageException {
    String mti = message.mti().original().digits();
    boolean purchase = message.text(3).startsWith("00");
    String type =
        switch (mti) {
          case "0200" ->
              message.text(3).startsWith("30")
                  ? "BALANCE_INQUIRY"
                  : purchase ? "PURCHASE" : "VOID_PURCHASE";
          case "0220" -> "REFUND";
          case "0420" -> purchase ? "REVERSE_PURCHASE" : "REVERSE_VOID";
          default -> throw new MalformedMessageException(0, "type " + mti);
        };
    return new Asked(
        world.equipment().cups().key(message),
        type,
        !message.mti().equals(message.mti().original()),
        message.text(2),
        message.has(4) ? message.number(4) : 0,
        message.has(90) ? world.equipment().cups().original(message).key() : null);
  }

  private byte[] answer(CupsFrame came, Decision decision) {
    IsoMessage request = came.message();
    ResponseCode code = new ResponseCode(decision.code);
    IsoMessage message = world.equipment().cups().answerTo(request, code).set(15, "1126");
    if (request.has(4)) {
      message.set(4, digits(decision.fen, 12));
    }
    if (decision.otherCard != null) {
      message.set(2, decision.otherCard);
    }
    if (code.approved() && request.mti().digits().equals("0200")) {
      message.set(38, digits(++answers, 6));
    }
    message.set(MAC_FIELD, text(world.equipment().link().mac(message)));
    return world.equipment().cups().encode(came.header().answer(), message);
  }

  private static String text(byte[] mac) {
    return new String(mac, StandardCharsets.US_ASCII);
  }

  private static String digits(long number, int width) {
    String text = Long.toString(number);
    return "0".repeat(width - text.length()) + text;
  }
}
