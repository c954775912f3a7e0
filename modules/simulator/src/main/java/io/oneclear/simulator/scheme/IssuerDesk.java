package io.oneclear.simulator.scheme;

import io.oneclear.simulator.scheme.book.Moment;
import io.oneclear.simulator.scheme.rule.Rule;
import io.oneclear.simulator.scheme.rule.Rules;
import io.oneclear.simulator.scheme.rule.Treatment;
import io.oneclear.simulator.scheme.rule.Treatment.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where messages are decided, a batch at a time, by whichever thread brings them: decides message
 * after message, writes all of them down in one go, and only then lets the answers leave. So the
 * books are in the order of the decisions, and nothing that was answered is missing in them.
 *
 * <p>It is a monitor and has no thread of its own: handing a message to another thread and its
 * answer back would cost more than deciding it.
 */
final class IssuerDesk {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerDesk.class);
  private static final Duration RULES_LOOK = Duration.ofMillis(200);

  private final Issuer issuer;
  private final SchemeBooks books;
  private final Clock clock;
  private final Moment moment;
  private final Path rulesFile;
  private final Runnable broken;
  private final List<Reply> replies = new ArrayList<>();
  private Rules rules = new Rules(List.of());
  private FileTime rulesTime;
  private long nextRulesLook = System.nanoTime();
  private boolean closed;
  private volatile LocalDate clearingDate;

  /**
   * @param broken called once, when the books cannot be written
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
    this.moment = new Moment(clock.getZone());
    this.clearingDate = clearingDate;
    this.rulesFile = config.rulesFile();
    this.broken = broken;
  }

  LocalDate clearingDate() {
    return clearingDate;
  }

  /** Decides the messages, writes them down, and then answers them. */
  synchronized void work(List<Message> messages) {
    if (closed) {
      return;
    }
    lookAtRules();
    String at = moment.of(clock.instant());
    for (Message message : messages) {
      decide(message, at);
    }
    if (written()) {
      for (Reply reply : replies) {
        reply.message.answer().accept(reply.event, reply.treatment, reply.balanceFen);
      }
    }
    replies.clear();
  }

  /**
   * Does something else between two messages; what it wrote is down when this returns.
   *
   * @throws SchemeException if it cannot be written down
   */
  synchronized <T> T command(Command<T> command) {
    if (closed) {
      throw new SchemeException("the scheme is closed");
    }
    T result = command.run(books::add);
    if (!written()) {
      throw new SchemeException("the scheme's books cannot be written");
    }
    return result;
  }

  /** Rules given by hand; a rules file that changes later replaces them. */
  synchronized void rules(List<Rule> list) {
    rules = new Rules(list);
  }

  /** From now on messages are of this clearing date. */
  void clearingDate(LocalDate date) {
    command(
        write -> {
          write.add("D," + date.format(DateTimeFormatter.BASIC_ISO_DATE));
          clearingDate = date;
          issuer.newDay();
          return date;
        });
  }

  /** Closes the books; what comes later is not answered. */
  synchronized void close() {
    closed = true;
    try {
      books.close();
    } catch (IOException e) {
      throw new SchemeException("the scheme's books cannot be closed", e);
    }
  }

  private boolean written() {
    try {
      books.flush();
      return true;
    } catch (IOException e) {
      LOG.error("the scheme's books cannot be written; it stops answering", e);
      closed = true;
      broken.run();
      return false;
    }
  }

  private void decide(Message message, String at) {
    SchemeRequest request = message.request();
    Treatment treatment = rules.treatmentOf(request);
    if (treatment.delivery() == Delivery.DROP) {
      return;
    }
    Entry entry =
        message.refusal() == null
            ? issuer.decide(request, treatment, clearingDate)
            : issuer.turnAway(request, message.refusal(), clearingDate);
    Account account = entry.account();
    SchemeEvent event =
        new SchemeEvent(
            at,
            entry,
            account == null ? request.pan().masked() : account.maskedPan(),
            SchemeEvent.Details.of(request));
    books.add(event);
    issuer.apply(entry);
    replies.add(new Reply(message, event, treatment, account == null ? 0 : account.fen()));
  }

  private void lookAtRules() {
    long now = System.nanoTime();
    if (rulesFile == null || now - nextRulesLook < 0) {
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

  /**
   * A message to decide.
   *
   * @param refusal a code it gets unseen; null to decide it
   * @param answer called after it is written down
   */
  record Message(SchemeRequest request, String refusal, Answering answer) {}

  /** Something to do between two messages; lines it gives are written to the state. */
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
