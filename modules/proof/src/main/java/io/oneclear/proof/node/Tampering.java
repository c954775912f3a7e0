package io.oneclear.proof.node;

import io.oneclear.proof.journal.Database;
import io.oneclear.proof.world.Life;
import io.oneclear.security.SecurityModule;
import io.oneclear.switching.Reply;
import io.oneclear.switching.Upstream;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.stamp.NumberClock;
import java.time.InstantSource;

/**
 * A defect put between the switch and its ports: how the simulation is tested itself. Every method
 * left alone changes nothing.
 */
public interface Tampering {

  /** No defect. */
  Tampering NONE = new Tampering() {};

  /**
   * What a defect may take hold of.
   *
   * @param life of the process; when it is over the defect is over too
   */
  record Inside(Life life, Database database) {}

  default Journal journal(Journal journal, Inside inside) {
    return journal;
  }

  default Upstream link(Upstream link, Inside inside) {
    return link;
  }

  default SecurityModule security(SecurityModule module, Inside inside) {
    return module;
  }

  /**
   * @param frame the request
   */
  default Reply reply(Reply reply, byte[] frame, Inside inside) {
    return reply;
  }

  /** What ids, reference numbers and identities on links are made from. */
  default InstantSource numbers(NumberClock numbers) {
    return numbers;
  }

  /** False for a node that forgets to look at what it left undecided. */
  default boolean recovers() {
    return true;
  }
}
