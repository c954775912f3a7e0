package io.oneclear.proof.terminal;

import io.oneclear.message.IsoMessage;

/**
 * What a terminal knows of one of its transactions: the receipt it would print. What it believes in
 * the end is compared with the journal and the scheme.
 */
public final class Slip {

  /** What was asked. */
  public enum Kind {
    BALANCE,
    PURCHASE,
    VOID,
    REFUND
  }

  /** What the terminal holds to be true. */
  public enum Belief {
    /** No answer yet, or a doubtful one. */
    OPEN,
    APPROVED,
    DECLINED,
    /** Taken back with a reversal that was answered. */
    REVERSED
  }

  private final String terminal;
  private final String batch;
  private final int trace;
  private final Kind kind;
  private final Card card;
  private final long fen;
  private final Slip original;
  private IsoMessage request;
  private Belief belief = Belief.OPEN;
  private String code;
  private String rrn;
  private long refundedFen;
  private boolean voided;
  private boolean reversing;
  private boolean contested;
  private long pendingFen;
  private Long calmSince;
  private int sent;

  /**
   * @param original the purchase it voids or refunds; null for the others
   */
  Slip(Place place, Kind kind, Card card, long fen, Slip original) {
    this.terminal = place.terminal;
    this.batch = place.batch;
    this.trace = place.trace;
    this.kind = kind;
    this.card = card;
    this.fen = fen;
    this.original = original;
  }

  /** What makes it the same request. */
  record Place(String terminal, String batch, int trace) {}

  void request(IsoMessage message) {
    request = message;
  }

  IsoMessage request() {
    return request;
  }

  /** Asked once more; how often in all. */
  int sentAgain() {
    return ++sent;
  }

  void decided(Belief how, String heard, String reference) {
    belief = how;
    code = heard;
    rrn = reference == null ? rrn : reference;
  }

  /** It is being taken back: nobody has a receipt to ask a refund with. */
  void reversing() {
    reversing = true;
  }

  /** When it was first repeated in calm weather; that is now if it never was. */
  long repeatedInCalmSince(long now) {
    if (calmSince == null) {
      calmSince = now;
    }
    return calmSince;
  }

  /** Something else was asked under its trace, and may still be under way. */
  void contested() {
    contested = true;
  }

  boolean isContested() {
    return contested;
  }

  /** A refund of this much is under way, or is no more. */
  void pending(long fen) {
    pendingFen += fen;
  }

  /** What nobody asks for yet. */
  long freeFen() {
    return keptFen() - pendingFen;
  }

  void gaveBack(long fen) {
    refundedFen += fen;
  }

  void voided() {
    voided = true;
  }

  /** Its void was reversed: it stands again. */
  void voidTakenBack() {
    voided = false;
  }

  /** Part of it can still be given back, as far as the terminals know. */
  boolean open() {
    return kind == Kind.PURCHASE && belief == Belief.APPROVED && !reversing && keptFen() > 0;
  }

  /** What the merchant keeps of a purchase, as the terminals know it. */
  public long keptFen() {
    return belief != Belief.APPROVED || voided ? 0 : fen - refundedFen;
  }

  boolean untouched() {
    return open() && refundedFen == 0;
  }

  public String terminal() {
    return terminal;
  }

  public String batch() {
    return batch;
  }

  public int trace() {
    return trace;
  }

  public Kind kind() {
    return kind;
  }

  public Card card() {
    return card;
  }

  public long fen() {
    return fen;
  }

  public Slip original() {
    return original;
  }

  public Belief belief() {
    return belief;
  }

  /** Field 39 of the answer that decided; null before. */
  public String code() {
    return code;
  }

  String rrn() {
    return rrn;
  }

  @Override
  public String toString() {
    return kind + " " + terminal + "/" + batch + "/" + Digits.of(trace, 6) + " " + fen + " fen";
  }
}
