package io.oneclear.settlement;

import io.oneclear.settlement.files.BankAnswer;
import io.oneclear.settlement.files.BankAnswers;
import io.oneclear.settlement.files.BatchText;
import io.oneclear.settlement.files.DurableFile;
import io.oneclear.settlement.files.FileHash;
import io.oneclear.settlement.files.Pain001;
import io.oneclear.settlement.files.PayoutFile;
import io.oneclear.settlement.files.RefusedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes payout files and takes in the bank's answers. */
final class Payments {

  private final PayoutStore payouts;
  private final SettlementConfig config;
  private final InstantSource clock;
  private final Checkpoint checkpoint;

  Payments(
      PayoutStore payouts, SettlementConfig config, InstantSource clock, Checkpoint checkpoint) {
    this.payouts = payouts;
    this.config = config;
    this.clock = clock;
    this.checkpoint = checkpoint;
  }

  /** Writes a file where the bank takes it from and notes that it is there. */
  void write(PayoutFile file) {
    writeInto(config.out().resolve(file.businessDate().toString()), file);
    checkpoint.reached("PAY:file-written");
    payouts.sent(file, clock.instant());
    checkpoint.reached("PAY:file-noted");
  }

  /** Writes the file of a payout that has just been ordered again. */
  void writeOrdered(PayoutFile file) {
    checkpoint.reached("PAY:prepared");
    write(file);
  }

  /** Writes what a worker decided on that ended before it was written. */
  void writeUnsent() {
    payouts.unsent().forEach(this::write);
  }

  void writeInto(Path directory, PayoutFile file) {
    try {
      DurableFile.write(
          directory.resolve(file.name()),
          out ->
              payouts.withItems(
                  file,
                  items -> {
                    switch (file.channel()) {
                      case PAIN_001 -> Pain001.write(out, file, config.debtor(), items);
                      case BATCH_TEXT -> BatchText.write(out, items);
                    }
                  }));
    } catch (IOException e) {
      throw new SettlementException("payout file " + file.name() + " cannot be written", e);
    }
  }

  /**
   * Takes in every answer file that has come and was not taken in before.
   *
   * @return how many payouts moved
   */
  int takeAnswers() {
    int moved = 0;
    for (Path file : answerFiles()) {
      moved += takeAnswer(file);
    }
    return moved;
  }

  private List<Path> answerFiles() {
    if (!Files.isDirectory(config.bankAnswers())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(config.bankAnswers())) {
      return files
          .filter(file -> BankAnswers.isAnswer(file.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new SettlementException("bank answers cannot be listed", e);
    }
  }

  private int takeAnswer(Path file) {
    String name = file.getFileName().toString();
    try {
      String hash = FileHash.of(file);
      Optional<String> taken = payouts.answerTaken(name);
      if (taken.isPresent()) {
        if (!taken.get().equals(hash)) {
          throw new RefusedFileException(name, "another file of this name was taken in before");
        }
        return 0;
      }
      List<BankAnswer> answers = BankAnswers.read(file);
      int moved = payouts.takeAnswers(name, hash, answers, clock.instant());
      checkpoint.reached("CONFIRM:answer-taken");
      return moved;
    } catch (IOException e) {
      throw new SettlementException("bank answer " + name + " cannot be read", e);
    }
  }
}
