package io.oneclear.simulator.scheme;

import io.oneclear.simulator.scheme.Treatment.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that decides: it drains the queue, decides message after message, writes all of
 * them down in one go, and only then lets the answers leave. So the books are in the order of the
 * decisions, and nothing that was answered is missing in them.
 */
final class IssuerDesk {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerDesk.class);
  private static final int BATCH = 1_024;
  private static final Duration RULES_LOOK = Duration.ofMillis(200);

  private final Issuer issuer;
  private final SchemeBooks books;
  private final Clock clock;
  private final Path rulesFile;
  private final BlockingQueue<Job> queue;
  private final Runnable broken;
  private final Thread thread;
  private final List<Reply> replies = new ArrayList<>();
  private Rules rules = new Rules(List.of());
  private FileTime rulesTime;
  private long nextRulesLook;
  private volatile LocalDate clearingDate;
  private volatile boolean closing;

  /**
   * @param broken called once, on this thread, when the books cannot be written
   */
  IssuerDesk(
      Issuer issuer,
      SchemeBooks books,
      Clock clock,
      LocalDate clearingDate,
      SchemeConfig config,
      Runnable broken) {
    this.issuer = issuer;
    this.books = books;
    this.clock = clock;
    this.clearingDate = clearingDate;
    this.rulesFile = config.rulesFile();
    this.queue = new ArrayBlockingQueue<>(config.maxQueued());
    this.broken = broken;
    this.thread = Thread.ofPlatform().name("scheme-issuer").daemon(true).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  LocalDate clearingDate() {
    return clearingDate;
  }

  /** False if the queue is full. */
  boolean offer(Job job) {
    return queue.offer(job);
  }

  /** Runs {@code command} between two messages and completes when what it wrote is down. */
  <T> CompletableFuture<T> command(Command<T> command) {
    CompletableFuture<T> done = new CompletableFuture<>();
    try {
      queue.put(new Task<>(command, done));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done.completeExceptionally(new SchemeException("interrupted", e));
    }
    return done;
  }

  /** Rules given by hand; a rules file that changes later replaces them. */
  CompletableFuture<Void> rules(List<Rule> list) {
    Rules replacement = new Rules(list);
    return command(
        _ -> {
          rules = replacement;
          return null;
        });
  }

  /** From now on messages are of this clearing date. */
  CompletableFuture<Void> clearingDate(LocalDate date) {
    return command(
        write -> {
          write.add("D," + date.format(DateTimeFormatter.BASIC_ISO_DATE));
          clearingDate = date;
          issuer.newDay();
          return null;
        });
  }

  /** Finishes what is queued, then closes the books. */
  void close() {
    closing = true;
    try {
      thread.join();
      books.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new SchemeException("the scheme's books cannot be closed", e);
    }
  }

  private void run() {
    List<Job> batch = new ArrayList<>(BATCH);
    try {
      while (!closing || !queue.isEmpty()) {
        Job first = queue.poll(RULES_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        lookAtRules();
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH - 1);
          work(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | UncheckedIOException e) {
      LOG.error("the scheme's books cannot be written; it stops answering", e);
      broken.run();
    }
  }

  private void work(List<Job> batch) throws IOException {
    replies.clear();
    List<Runnable> completions = new ArrayList<>();
    for (Job job : batch) {
      switch (job) {
        case Message message -> decide(message);
        case Task<?> task -> completions.add(task.run(books::add));
      }
    }
    books.flush();
    for (Reply reply : replies) {
      reply.message.answer().accept(reply.event, reply.treatment, reply.balanceFen);
    }
    completions.forEach(Runnable::run);
  }

  private void decide(Message message) {
    SchemeRequest request = message.request();
    String at =
        clock
            .instant()
            .atZone(clock.getZone())
            .truncatedTo(ChronoUnit.MILLIS)
            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    Treatment treatment = rules.treatmentOf(request);
    if (treatment.delivery() == Delivery.DROP) {
      return;
    }
    SchemeEvent event =
        message.refusal() == null
            ? issuer.decide(request, treatment, at, clearingDate)
            : issuer.turnAway(request, message.refusal(), at, clearingDate);
    issuer.apply(event);
    books.add(event);
    replies.add(new Reply(message, event, treatment, issuer.balance(event)));
  }

  private void lookAtRules() {
    long now = System.nanoTime();
    if (rulesFile == null || now < nextRulesLook) {
      return;
    }
    nextRulesLook = now + RULES_LOOK.toNanos();
    try {
      FileTime time = Files.exists(rulesFile) ? Files.getLastModifiedTime(rulesFile) : null;
      if (time != null && !time.equals(rulesTime)) {
        rulesTime = time;
        rules = new Rules(Rules.read(rulesFile));
        LOG.info("rules read from {}", rulesFile);
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("rules stay as they were: {}", e.getMessage());
    }
  }

  /** Something for the desk to do. */
  sealed interface Job {}

  /**
   * A message to decide.
   *
   * @param refusal a code it gets unseen; null to decide it
   * @param answer called after it is written down
   */
  record Message(SchemeRequest request, String refusal, Answering answer) implements Job {}

  /** Something else to do between two messages. */
  record Task<T>(Command<T> command, CompletableFuture<T> done) implements Job {
    Runnable run(Lines lines) {
      T result = command.run(lines);
      return () -> done.complete(result);
    }
  }

  /** What a task does; lines it gives are written to the state. */
  interface Command<T> {
    T run(Lines lines);
  }

  /** Takes lines for the state file. */
  interface Lines {
    void add(String line);
  }

  /** Sends the answer. */
  interface Answering {
    void accept(SchemeEvent event, Treatment treatment, long balanceFen);
  }

  private record Reply(Message message, SchemeEvent event, Treatment treatment, long balanceFen) {}
}
