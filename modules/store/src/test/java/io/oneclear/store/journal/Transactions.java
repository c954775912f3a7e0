package io.oneclear.store.journal;

import io.oneclear.merchant.CardProduct;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.ProtectedPan;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.store.TestPostgres;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.TerminalReversal;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Makes transactions for tests: every one with an id, a trace and an identity of its own. */
final class Transactions {

  static final Instant NOW = Instant.parse("2026-11-22T03:04:05.678901Z");
  static final MerchantId MERCHANT = new MerchantId("898320154110001");
  static final String LINK = "unionpay";

  private final AtomicLong numbers;

  Transactions() {
    this(0);
  }

  /** Numbers go on after {@code done}. */
  Transactions(long done) {
    numbers = new AtomicLong(done);
  }

  static TerminalId terminal(long number) {
    return new TerminalId("%08d".formatted(number));
  }

  static RequestKey key(TerminalId terminal, int trace) {
    return new RequestKey(
        MERCHANT, terminal, TestPostgres.DAY, new BatchNumber(1), new Stan(trace));
  }

  Intent purchase(TerminalId terminal, long fen) {
    return intent(terminal, TransactionKind.PURCHASE, fen, null);
  }

  Intent balanceInquiry(TerminalId terminal) {
    return intent(terminal, TransactionKind.BALANCE_INQUIRY, 0, null);
  }

  Intent voidOf(Intent purchase) {
    return intent(
        purchase.key().terminal(), TransactionKind.VOID, purchase.amountFen(), purchase.key());
  }

  Intent refundOf(Intent purchase, long fen) {
    return intent(purchase.key().terminal(), TransactionKind.REFUND, fen, purchase.key());
  }

  private Intent intent(TerminalId terminal, TransactionKind kind, long fen, RequestKey original) {
    long number = numbers.incrementAndGet();
    byte[] hash = new byte[32];
    Arrays.fill(hash, (byte) number);
    return new Intent(
        number,
        key(terminal, (int) number),
        kind,
        fen,
        new ProtectedPan(hash, new byte[] {1, 2, 3}, 7, "622848******0013"),
        CardProduct.DEBIT,
        "3012",
        "001",
        "051",
        "00",
        new Rrn("%012d".formatted(number)),
        LINK,
        upstreamKey(number),
        original,
        NOW);
  }

  /** A fresh identity on the link. */
  UpstreamKey nextKey() {
    return upstreamKey(numbers.incrementAndGet());
  }

  private static UpstreamKey upstreamKey(long number) {
    return new UpstreamKey("1122110405", new Stan((int) number), "49000000", "49000000");
  }

  static Outcome approved() {
    return new Outcome(
        ResponseCode.APPROVED,
        "A12345",
        "1122",
        "01050000",
        "0210156C000000100000",
        new byte[] {(byte) 0x91, 2, 0, 0});
  }

  static Outcome declined() {
    return Outcome.declined(new ResponseCode("51"));
  }

  static TerminalReversal reversalOf(Intent intent) {
    return new TerminalReversal(intent.key(), intent.amountFen(), "98", NOW);
  }
}
