package io.oneclear.settlement;

import io.oneclear.settlement.files.BankAnswer;
import io.oneclear.settlement.files.PayoutFile;
import io.oneclear.settlement.files.PayoutItem;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Payouts, their files and the bank's answers. */
public interface PayoutStore {

  /**
   * Makes the date's payouts, assigns them to files and posts them. What is there already stays as
   * it is.
   */
  List<PayoutFile> prepare(LocalDate date, Filing filing);

  /** Files of a date, first payments and repayments. */
  List<PayoutFile> files(LocalDate date);

  /** Files of any date that were decided on and not yet noted as written, oldest first. */
  List<PayoutFile> unsent();

  /** Hands the items of a file to a writer, in the order of their identities. */
  void withItems(PayoutFile file, ItemWriter writer) throws IOException;

  /** Notes that a file is whole and on disk. */
  void sent(PayoutFile file, Instant at);

  /** Hash under which an answer file was taken in. */
  Optional<String> answerTaken(String fileName);

  /**
   * Takes in an answer file: all of it or nothing.
   *
   * @return how many payouts it moved
   */
  int takeAnswers(String fileName, String sha256, List<BankAnswer> answers, Instant at);

  /** What the bank has not answered yet. */
  Unanswered unanswered(LocalDate date);

  /**
   * Pays what came back again, under a new identity, to the account that is verified now. Refuses
   * ({@link RefusedException}) what is not rejected or returned, or is paid again already.
   */
  Repayment repay(String endToEndId, Instruction instruction, Filing filing);

  /** How payouts are put into files. */
  record Filing(List<String> batchTextBanks, int maxItemsPerFile, Instant at) {}

  /** Who wants it, and for which day. */
  record Instruction(LocalDate valueDate, String maker, String checker) {}

  /** A payout under a new identity. */
  record Repayment(String endToEndId, PayoutFile file) {}

  /** Writes items as they come. */
  @FunctionalInterface
  interface ItemWriter {
    void write(Iterator<PayoutItem> items) throws IOException;
  }

  /** Payouts without an answer, and the files they were sent in. */
  record Unanswered(int payouts, int all, List<String> files) {}
}
