package io.oneclear.proof.world;

import java.util.List;

/** Everything that can go wrong in the simulated world, and where it can hit. */
public enum Fault {
  /** A terminal's request does not arrive. */
  REQUEST_LOST(Places.TERMINAL),
  /** It is sent twice, perhaps seconds apart, by a terminal that has no patience. */
  REQUEST_DOUBLED(Places.REPEATABLE),
  /** It arrives late, perhaps after what was sent behind it. */
  REQUEST_DELAYED(Places.TERMINAL),
  /** The answer does not reach the terminal. */
  ANSWER_LOST(Places.TERMINAL),
  /** The answer comes late, perhaps when the terminal waits no more. */
  ANSWER_DELAYED(Places.TERMINAL),

  /** A request to a scheme vanishes on the line. */
  LINK_REQUEST_LOST(Places.UPSTREAM),
  /** It arrives twice. */
  LINK_REQUEST_DOUBLED(Places.UPSTREAM),
  /** It arrives late, perhaps after its own reversal. */
  LINK_REQUEST_DELAYED(Places.UPSTREAM),
  /** The scheme's answer vanishes. */
  LINK_ANSWER_LOST(Places.UPSTREAM),
  /** It arrives twice. */
  LINK_ANSWER_DOUBLED(Places.UPSTREAM),
  /** It arrives around or after the time-out. */
  LINK_ANSWER_DELAYED(Places.UPSTREAM),
  /** It arrives with a wrong MAC. */
  LINK_ANSWER_GARBLED(Places.UPSTREAM),
  /** The connection breaks when a request has been written to it. */
  LINK_CUT(Places.UPSTREAM),

  /** The scheme refuses. */
  SCHEME_DECLINES(Places.FINANCIAL),
  /** The scheme says that it cannot now. */
  SCHEME_BUSY(Places.UPSTREAM),
  /** The scheme does its work and says nothing. */
  SCHEME_SILENT(Places.UPSTREAM),
  /** The scheme does its work and answers when nobody waits any more. */
  SCHEME_LATE(Places.UPSTREAM),
  /** The scheme books and answers another amount. */
  SCHEME_WRONG_AMOUNT(Places.MONEY),
  /** The scheme answers about another card. */
  SCHEME_WRONG_CARD(Places.FINANCIAL),
  /** The scheme refuses a reversal, and goes on refusing it. */
  SCHEME_REFUSES_FOR_EVER(Places.REVERSALS),

  /** A commit takes seconds. */
  COMMIT_SLOW(Places.WRITES),
  /** The connection breaks before the commit: nothing is written, it is tried again. */
  GROUP_FAILS(Places.WRITES),
  /** The answer to a COMMIT is lost; it was durable. */
  COMMIT_UNKNOWN_DURABLE(Places.WRITES),
  /** The answer to a COMMIT is lost; it was not durable. */
  COMMIT_UNKNOWN_LOST(Places.WRITES),
  /** The answer to a COMMIT is lost, it was durable, and the database has forgotten. */
  COMMIT_FORGOTTEN(Places.WRITES),
  /** The database does nothing for a while. */
  DATABASE_FROZEN(Places.WRITES),
  /** The journal's queue is full. */
  QUEUE_FULL(Places.WRITES),
  /** A read fails. */
  READ_FAILS(Places.READS),
  /** A change of a terminal's batch or keys fails. */
  BATCH_FAILS(Places.BATCHES),

  /** The security module answers late. */
  MODULE_SLOW(Places.SECURITY),
  /** The security module does not answer. */
  MODULE_FAILS(Places.SECURITY),

  /** The process dies at this point. */
  CRASH(Places.PROCESS),
  /** The process stands still from here on, for up to a minute. */
  PROCESS_STOPPED(Places.PROCESS),
  /** The node does not reach the database, for up to a minute; the others do. */
  NODE_CUT_OFF(List.of("beat")),
  /** The wall clock is set forward or back by up to an hour. */
  CLOCK_JUMP(List.of("forward", "back"));

  private final List<String> places;

  Fault(List<String> places) {
    this.places = places;
  }

  /** Where it can hit. */
  public List<String> places() {
    return places;
  }

  private static final class Places {
    static final List<String> REPEATABLE =
        List.of("BALANCE", "PURCHASE", "VOID", "REFUND", "REVERSAL", "SETTLEMENT", "UPLOAD");
    static final List<String> TERMINAL =
        List.of(
            "SIGN_ON", "BALANCE", "PURCHASE", "VOID", "REFUND", "REVERSAL", "SETTLEMENT", "UPLOAD");
    static final List<String> REVERSALS = List.of("REVERSE_PURCHASE", "REVERSE_VOID");
    static final List<String> MONEY = List.of("PURCHASE", "VOID_PURCHASE", "REFUND");
    static final List<String> FINANCIAL =
        List.of("BALANCE_INQUIRY", "PURCHASE", "VOID_PURCHASE", "REFUND");
    static final List<String> UPSTREAM =
        List.of(
            "BALANCE_INQUIRY",
            "PURCHASE",
            "VOID_PURCHASE",
            "REFUND",
            "REVERSE_PURCHASE",
            "REVERSE_VOID");
    static final List<String> WRITES =
        List.of(
            "begin",
            "decline",
            "conclude",
            "timeOut",
            "reverse",
            "tell",
            "takeBack",
            "delivered",
            "postpone",
            "giveBack",
            "park");
    static final List<String> READS =
        List.of("find", "findByRrn", "findByTrace", "due", "recover", "undo", "lateAnswer");
    static final List<String> BATCHES = List.of("signOn", "settleBatch", "upload", "endUpload");
    static final List<String> SECURITY = List.of("verifyMac", "mac", "translatePin", "workingKeys");
    static final List<String> PROCESS =
        List.of(
            "request",
            "answer",
            "linkRequest",
            "linkAnswer",
            "begin",
            "decline",
            "conclude",
            "timeOut",
            "reverse",
            "tell",
            "takeBack",
            "delivered",
            "postpone",
            "giveBack",
            "park",
            "find",
            "findByRrn",
            "findByTrace",
            "lateAnswer",
            "due",
            "recover",
            "beat",
            "undo",
            "beforeCommit",
            "afterCommit",
            "signOn",
            "settleBatch",
            "upload",
            "endUpload",
            "verifyMac",
            "mac",
            "translatePin",
            "workingKeys");

    private Places() {}
  }
}
