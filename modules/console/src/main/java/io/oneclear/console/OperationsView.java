package io.oneclear.console;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What the console shows of the running system. Each question is answered from now. */
public interface OperationsView {

  /**
   * Whether the node can take transactions: the database and at least one link are up, and the
   * security module is in order.
   */
  Health health();

  /** The day so far. */
  Day today();

  /**
   * @param database the database answers
   * @param securityModule it has not failed its self-test
   * @param links every configured link
   */
  record Health(boolean database, boolean securityModule, List<Link> links) {

    public Health {
      links = List.copyOf(links);
    }

    public boolean ready() {
      return database && securityModule && links.stream().anyMatch(Link::up);
    }
  }

  /** A link to a scheme. */
  record Link(String name, boolean up) {}

  /**
   * @param businessDate the open business date
   * @param reversalsWaiting not yet accepted by a scheme
   * @param reversalsParked given up on: a person has to look
   * @param settlements latest runs, newest first
   */
  record Day(
      LocalDate businessDate,
      List<Count> transactions,
      long reversalsWaiting,
      long reversalsParked,
      List<SettlementRun> settlements) {

    public Day {
      transactions = List.copyOf(transactions);
      settlements = List.copyOf(settlements);
    }
  }

  /** Transactions of one kind, state and response code. */
  record Count(String kind, String state, String code, long count, long fen) {}

  /**
   * A run of the end of day.
   *
   * @param step the last one done
   * @param changedAt when that was
   */
  record SettlementRun(LocalDate businessDate, String step, String state, Instant changedAt) {}
}
