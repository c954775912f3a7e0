package io.oneclear.proof.terminal;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.pos.PosFrame;
import io.oneclear.proof.world.Coverage.Section;
import io.oneclear.security.TerminalKeys;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One request and the first thing that came of it: an answer, or no answer in time. What comes
 * later is shown to the terminal's ears too, but changes nothing.
 */
final class Exchange {

  private static final byte[] TPDU = HexFormat.of().parseHex("6000030000");
  private static final byte[] HEADER = HexFormat.of().parseHex("603100310100");
  private static final int MAC = 64;

  /** Codes with which a request is turned away before anybody has looked for it in the journal. */
  private static final Set<String> AT_THE_DOOR = Set.of("96", "A0", "77", "97");

  private final Shop.Surroundings world;
  private final String who;
  private final TerminalKeys keys;
  private final Consumer<Heard> then;
  private boolean twice;
  private boolean over;

  /**
   * What a terminal heard.
   *
   * @param message null if there was no answer in time
   * @param believed false for an approval without a right MAC
   * @param twice it was sent more than once: there may be another answer
   */
  record Heard(IsoMessage message, String code, boolean believed, boolean twice) {

    static final Heard NOTHING = new Heard(null, "none", false, false);

    boolean approved() {
      return message != null && new ResponseCode(code).approved();
    }

    /**
     * Whether the transaction stands cannot be known from this. A code of the door says that this
     * copy was not taken, and nothing of another.
     */
    boolean doubtful() {
      return message == null
          || code.equals("98")
          || (approved() && !believed)
          || (twice && AT_THE_DOOR.contains(code));
    }
  }

  private Exchange(Shop.Surroundings world, String who, TerminalKeys keys, Consumer<Heard> then) {
    this.world = world;
    this.who = who;
    this.keys = keys;
    this.then = then;
  }

  /**
   * @param keys of the last sign-on; null before the first
   * @param then told once
   */
  static void of(
      Shop.Surroundings world, String who, TerminalKeys keys, Asking asking, Consumer<Heard> then) {
    Exchange exchange = new Exchange(world, who, keys, then);
    world.trace().add(who, asking.text);
    byte[] frame = exchange.frame(asking.message, asking.withMac);
    exchange.twice =
        world.line().send(asking.what, frame, answer -> exchange.heard(asking, answer));
    var _ = world.time().after(world.patience(), exchange::nothing);
  }

  /**
   * What is asked.
   *
   * @param what the kind of message, for the record of faults
   * @param text for the trace
   */
  record Asking(String what, String text, IsoMessage message, boolean withMac) {}

  private byte[] frame(IsoMessage message, boolean withMac) {
    if (!withMac) {
      return world.equipment().pos().encode(TPDU, HEADER, message);
    }
    byte[] mac = keys == null ? new byte[8] : keys.mac(world.equipment().pos().macData(message));
    byte[] frame = world.equipment().pos().encode(TPDU, HEADER, message.set(MAC, mac));
    message.unset(MAC);
    return frame;
  }

  private void heard(Asking asking, byte[] answer) {
    Heard heard = read(asking, answer);
    world.coverage().reached(Section.TERMINAL_CODES, asking.what + " " + heard.code);
    world
        .trace()
        .add(
            who,
            "hears "
                + heard.code
                + " for "
                + asking.text
                + (heard.approved() && !heard.believed ? " (MAC wrong)" : "")
                + (over ? " (too late)" : ""));
    end(heard);
  }

  private Heard read(Asking asking, byte[] answer) {
    try {
      PosFrame frame = world.equipment().pos().decode(answer);
      IsoMessage message = frame.message();
      if (!message.text(11).equals(asking.message.text(11))) {
        throw new IllegalStateException("an answer to another request");
      }
      boolean right =
          !asking.withMac
              || (keys != null && frame.hasMac() && keys.macMatches(frame.macData(), frame.mac()));
      return new Heard(message, message.text(39), right, twice);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("the switch answered with what is no message", e);
    }
  }

  private void nothing() {
    if (!over) {
      world.trace().add(who, "waits no more");
    }
    end(Heard.NOTHING);
  }

  private void end(Heard heard) {
    if (!over) {
      over = true;
      then.accept(heard);
    }
  }
}
