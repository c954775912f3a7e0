package io.oneclear.switching;

import io.oneclear.message.KeyBlock;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.pos.PosAnswer;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.switching.journal.Intent;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One request from its arrival to its answer. It ends once: by its steps, or by its deadline,
 * whichever is first; the other learns that it lost. The steps run one after another, on whatever
 * thread completes the one before; the deadline runs beside them.
 */
final class Flight {

  private final PosRequest request;
  private final Instant receivedAt;
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final AtomicInteger followers = new AtomicInteger();
  private volatile KeyBlock macKey;
  private volatile Intent intent;
  private volatile boolean forwarded;
  private volatile boolean waiting;

  Flight(PosRequest request, Instant receivedAt) {
    this.request = request;
    this.receivedAt = receivedAt;
  }

  PosRequest request() {
    return request;
  }

  Instant receivedAt() {
    return receivedAt;
  }

  /** Completes when the terminal's answer is decided. Never fails. */
  CompletableFuture<Ending> ending() {
    return ending.copy();
  }

  /** Who tells the terminal. */
  void whenEnded(Consumer<Ending> told) {
    var _ = ending.thenAccept(told);
  }

  /** True if this was the first ending: it is what the terminal hears. */
  boolean end(Ending how) {
    return ending.complete(how);
  }

  boolean ended() {
    return ending.isDone();
  }

  /** The steps hang: ends with what can be said now. */
  void late() {
    end(endingWithoutDecision());
  }

  /**
   * What to tell a terminal if no decision can be had: 96 as long as nothing has left, then 98, so
   * that it reverses. What repeats a transaction that is decided elsewhere hears nothing yet, nor
   * does a refund: it is not reversed but repeated until it is answered, and this may be a repeat
   * of one that is approved, which a 96 would deny.
   */
  Ending endingWithoutDecision() {
    if (waiting || request instanceof PosRequest.Refund) {
      return new Drop("undecided");
    }
    return Answers.plain(this, forwarded ? ResponseCode.ISSUER_TIMEOUT : ResponseCode.SYSTEM_ERROR);
  }

  /** From now on the answer carries a MAC under this key. */
  void answerWithMac(KeyBlock key) {
    macKey = key;
  }

  /** Key of the answer's MAC; null for an answer without. */
  KeyBlock macKey() {
    return macKey;
  }

  /** From now on the journal may have this intent. */
  void journalled(Intent written) {
    intent = written;
  }

  /** What the journal may have of this request; null if nothing. */
  Intent intent() {
    return intent;
  }

  /** From now on the scheme may have it. */
  void forwarded() {
    forwarded = true;
  }

  boolean wasForwarded() {
    return forwarded;
  }

  /** From now on it waits for what is decided elsewhere. */
  void waiting() {
    waiting = true;
  }

  /** One more repeat waits for this request's answer; false if that would be above the limit. */
  boolean follow(int limit) {
    return followers.incrementAndGet() <= limit;
  }

  /** How a request ends for the terminal: an answer, or on purpose none. */
  sealed interface Ending {}

  /**
   * @param link that carried it; null if it was decided here
   */
  record Answer(PosAnswer answer, String link) implements Ending {}

  record Drop(String reason) implements Ending {}
}
