package io.oneclear.simulator.bank;

import io.oneclear.simulator.bank.AnswerWriter.Line;
import io.oneclear.simulator.bank.AnswerWriter.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bank. It answers each payout file once, as its rules say, and later brings the news of what
 * came back or was still pending. It refuses an identity it has paid before, whatever the file.
 * Doing it again changes nothing. One thread at a time.
 */
public final class BankSimulator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BankSimulator.class);
  private static final String LOG_HEADER = "at,file,end_to_end_id,account,amount,decision";
  private static final String LATER = "_1";

  private final BankConfig config;
  private final Clock clock;
  private final PayoutReader reader;
  private final AnswerWriter answers;

  /** Identity → the line of the log that decided it. */
  private final Map<String, Decided> decided = new HashMap<>();

  private ScheduledExecutorService watcher;

  private BankSimulator(BankConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.reader = new PayoutReader(config.maxPayoutsPerFile());
    this.answers = new AnswerWriter(config.answers());
  }

  /** Opens with what its log remembers. */
  public static BankSimulator open(BankConfig config, Clock clock) throws IOException {
    BankSimulator bank = new BankSimulator(config, clock);
    bank.remember();
    return bank;
  }

  /** Answers every payout file that has no answer yet. */
  public synchronized BankReport answer() throws IOException {
    BankReport report = BankReport.NOTHING;
    for (Path file : payoutFiles()) {
      String name = file.getFileName().toString();
      PayoutFile known = new PayoutFile(name, "", true, List.of());
      if (!answers.exists(known.answerName(""))) {
        report = report.plus(answer(reader.read(file)));
      }
    }
    return report;
  }

  /**
   * Brings later news of files answered before: what was sent back, and that what was pending is
   * paid.
   */
  public synchronized BankReport laterNews() throws IOException {
    BankReport report = BankReport.NOTHING;
    for (Path file : payoutFiles()) {
      String name = file.getFileName().toString();
      PayoutFile known = new PayoutFile(name, "", true, List.of());
      if (answers.exists(known.answerName("")) && !answers.exists(known.answerName(LATER))) {
        report = report.plus(news(reader.read(file)));
      }
    }
    return report;
  }

  /** Looks for files and brings news by itself, until closed. */
  public synchronized void watch(Duration every) {
    if (watcher != null) {
      throw new IllegalStateException("the bank is watching already");
    }
    watcher =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("bank").daemon(true).factory());
    var _ =
        watcher.scheduleWithFixedDelay(
            this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized void close() {
    if (watcher != null) {
      watcher.shutdown();
    }
  }

  private void look() {
    try {
      laterNews();
      answer();
    } catch (IOException e) {
      LOG.warn("payout files cannot be worked on now: {}", e.getMessage());
    }
  }

  private BankReport answer(PayoutFile file) throws IOException {
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    List<Line> lines = new ArrayList<>();
    StringBuilder log = new StringBuilder();
    BankReport report = new BankReport(1, 0, 0, 0, 0, 0, 0);
    for (Payout payout : file.payouts()) {
      Decided before = decided.get(payout.id());
      boolean ours = before != null && before.file.equals(file.name());
      BankDecision decision = ours ? before.decision : decide(file, payout, before);
      if (!ours) {
        log.append(logLine(at, file, payout, decision));
        decided.putIfAbsent(payout.id(), new Decided(file.name(), decision));
      }
      lines.add(firstWord(payout, decision));
      report = report.plus(counted(payout, decision));
    }
    // The log first: a bank that dies between the two still knows what it has paid.
    Files.writeString(config.log(), log, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    answers.write(file, file.answerName(""), lines, at);
    LOG.info("answered file={} payouts={}", file.name(), file.payouts().size());
    return report;
  }

  private BankDecision decide(PayoutFile file, Payout payout, Decided before) {
    if (!file.addsUp()) {
      return BankDecision.BAD_FILE;
    }
    if (before != null && before.decision.pays()) {
      return BankDecision.DUPLICATE;
    }
    return config.rules().stream()
        .filter(rule -> rule.matches(payout))
        .map(BankRule::decision)
        .findFirst()
        .orElse(BankDecision.PAID);
  }

  private static Line firstWord(Payout payout, BankDecision decision) {
    return switch (decision) {
      case PAID, RETURNED -> new Line(payout, Result.PAID, "", "");
      case PENDING -> new Line(payout, Result.PENDING, "", "");
      case REJECTED, DUPLICATE, BAD_FILE ->
          new Line(payout, Result.REFUSED, decision.reasonCode(), decision.reasonText());
    };
  }

  private static BankReport counted(Payout payout, BankDecision decision) {
    return switch (decision) {
      case PAID, RETURNED -> new BankReport(0, 1, payout.fen(), 0, 0, 0, 0);
      case PENDING -> new BankReport(0, 0, 0, 0, 0, 0, 1);
      case REJECTED, DUPLICATE, BAD_FILE -> new BankReport(0, 0, 0, 1, 0, 0, 0);
    };
  }

  private BankReport news(PayoutFile file) throws IOException {
    List<Line> lines = new ArrayList<>();
    BankReport report = BankReport.NOTHING;
    for (Payout payout : file.payouts()) {
      Decided before = decided.get(payout.id());
      if (before == null || !before.file.equals(file.name())) {
        continue;
      }
      switch (before.decision) {
        case RETURNED -> {
          BankDecision why = before.decision;
          lines.add(new Line(payout, Result.SENT_BACK, why.reasonCode(), why.reasonText()));
          report = report.plus(new BankReport(0, 0, 0, 0, 1, payout.fen(), 0));
        }
        case PENDING -> {
          lines.add(new Line(payout, Result.PAID, "", ""));
          report = report.plus(new BankReport(0, 1, payout.fen(), 0, 0, 0, 0));
        }
        case PAID, REJECTED, DUPLICATE, BAD_FILE -> {
          // The first word was the last.
        }
      }
    }
    if (lines.isEmpty()) {
      return BankReport.NOTHING;
    }
    answers.write(file, file.answerName(LATER), lines, clock.instant());
    return report.plus(new BankReport(1, 0, 0, 0, 0, 0, 0));
  }

  private List<Path> payoutFiles() throws IOException {
    if (!Files.isDirectory(config.payouts())) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(config.payouts(), 2)) {
      return files
          .filter(file -> PayoutReader.isPayoutFile(file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  private void remember() throws IOException {
    Files.createDirectories(config.log().toAbsolutePath().getParent());
    if (!Files.exists(config.log())) {
      Files.writeString(config.log(), LOG_HEADER + "\n");
    }
    cutTornLine();
    for (String line : Files.readAllLines(config.log())) {
      String[] columns = line.split(",", -1);
      if (columns.length == 6 && !line.equals(LOG_HEADER)) {
        decided.putIfAbsent(columns[2], new Decided(columns[1], BankDecision.valueOf(columns[5])));
      }
    }
  }

  /** A bank killed while it wrote may leave half a line; nothing was answered on its strength. */
  private void cutTornLine() throws IOException {
    String text = Files.readString(config.log());
    if (!text.endsWith("\n")) {
      Files.writeString(config.log(), text.substring(0, text.lastIndexOf('\n') + 1));
    }
  }

  /** The account by its last four digits: enough to find it, not enough to use it. */
  private static String logLine(Instant at, PayoutFile file, Payout payout, BankDecision decision) {
    String account = payout.account();
    String tail = account.substring(Math.max(0, account.length() - 4));
    return String.join(
            ",",
            at.toString(),
            file.name(),
            payout.id(),
            "*" + tail,
            Long.toString(payout.fen()),
            decision.name())
        + "\n";
  }

  private record Decided(String file, BankDecision decision) {}
}
