package io.oneclear.switching.forward;

import io.oneclear.message.crash.CrashPoint;
import io.oneclear.switching.Links;
import io.oneclear.switching.journal.Journal;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does before it lets the first terminal in: every transaction it left undecided when
 * it died becomes a time-out with its reversal. The answers may have come or not; nobody was told.
 */
public final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Journal journal;
  private final Links links;

  /**
   * @param links must know every link that journalled transactions may have gone to; they need not
   *     be connected
   */
  public Recovery(Journal journal, Links links) {
    this.journal = journal;
    this.links = links;
  }

  /** How many transactions were undecided. Fails if the journal does: do not open then. */
  public CompletableFuture<Integer> run() {
    CrashPoint.RECOVERY_BEGUN.reached();
    return journal
        .recover(links::nextKey)
        .whenComplete(
            (count, failure) -> {
              CrashPoint.RECOVERY_DONE.reached();
              if (failure == null) {
                LOG.info("recovered undecided={}", count);
              }
            });
  }
}
