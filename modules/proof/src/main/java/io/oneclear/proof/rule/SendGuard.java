package io.oneclear.proof.rule;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.MerchantId;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.proof.journal.AdviceRow;
import io.oneclear.proof.journal.Database;
import io.oneclear.proof.journal.TransactionRow;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stands where messages leave the switch and looks at each as bytes on the wire: is what it says
 * durable already (rule 1), is it the one of its kind (rules 3, 4, 6), is it its turn (rule 5)?
 */
public final class SendGuard {

  private final Database database;
  private final CupsDialect cups;
  private final Findings findings;
  private final Map<Long, UpstreamKey> directSends = new HashMap<>();
  private final Map<String, UpstreamKey> reversalOf = new HashMap<>();
  private final Set<Long> leftWhenParked = new HashSet<>();

  public SendGuard(Database database, CupsDialect cups, Findings findings) {
    this.database = database;
    this.cups = cups;
    this.findings = findings;
  }

  // --- to a scheme -------------------------------------------------------------------------------

  /** A request is about to be written to a link. */
  public void toScheme(String link, IsoMessage message) {
    try {
      UpstreamKey key = cups.key(message);
      String type = message.mti().digits();
      switch (type) {
        case "0420", "0421" -> reversal(link, key, cups.original(message).key());
        case "0221" -> advice(link, key, "a refund asked again");
        default -> direct(link, key, message);
      }
    } catch (MalformedMessageException e) {
      findings.add(0, message.toString(), "a request that cannot be read");
    }
  }

  private void direct(String link, UpstreamKey key, IsoMessage message) {
    Optional<TransactionRow> row = database.findUpstream(link, key);
    if (row.isEmpty()) {
      findings.add(1, name(key), "a request leaves before its intent is durable");
      return;
    }
    long id = row.get().entry().id();
    UpstreamKey before = directSends.putIfAbsent(id, key);
    if (before != null) {
      findings.add(3, name(row.get()), "the same request leaves twice");
    }
    if (message.has(4) && message.number(4) != row.get().entry().intent().amountFen()) {
      findings.add(1, name(row.get()), "a request leaves with another amount than its intent");
    }
  }

  private void reversal(String link, UpstreamKey key, UpstreamKey original) {
    UpstreamKey before = reversalOf.putIfAbsent(link + " " + name(original), key);
    if (before != null && !before.equals(key)) {
      findings.add(4, name(original), "a second reversal leaves with another identity");
    }
    Optional<TransactionRow> row = database.findUpstream(link, original);
    if (row.isPresent()) {
      TransactionState state = row.get().entry().state();
      if (state != TransactionState.TIMED_OUT && state != TransactionState.REVERSED) {
        findings.add(4, name(row.get()), "a reversal leaves of what is " + state);
      }
    }
    advice(link, key, "a reversal");
  }

  private void advice(String link, UpstreamKey key, String what) {
    Optional<AdviceRow> found = database.findAdvice(link, key);
    if (found.isEmpty()) {
      findings.add(1, name(key), what + " leaves that is not in store-and-forward");
      return;
    }
    AdviceRow advice = found.get();
    // What a node had in hand while another ended it may leave once more: it is the same message.
    boolean parked = advice.state() == AdviceRow.State.PARKED;
    if (parked && !leftWhenParked.add(advice.id())) {
      findings.add(5, name(key), what + " leaves that is parked");
    }
    boolean olderWaits =
        database.queued().stream()
            .anyMatch(each -> each.id() < advice.id() && each.aboutId() == advice.aboutId());
    if (olderWaits) {
      findings.add(5, name(key), what + " leaves before an older one about the same purchase");
    }
  }

  // --- to a terminal -----------------------------------------------------------------------------

  /** An answer is about to leave for a terminal. */
  public void toTerminal(IsoMessage answer) {
    String type = answer.mti().digits();
    boolean approved = new ResponseCode(answer.text(39)).approved();
    if (!approved) {
      return;
    }
    switch (type) {
      case "0210", "0230" -> approval(answer);
      case "0410" -> reversalAccepted(answer);
      default -> {}
    }
  }

  private void approval(IsoMessage answer) {
    Optional<TransactionRow> row = database.find(key(answer));
    if (row.isEmpty()) {
      findings.add(1, name(key(answer)), "an approval leaves that is not in the journal");
      return;
    }
    switch (row.get().entry().state()) {
      case APPROVED, VOIDED, PARTLY_REFUNDED, REFUNDED, REVERSED -> {
        if (answer.has(4) && answer.number(4) != row.get().entry().intent().amountFen()) {
          findings.add(1, name(row.get()), "an approval leaves with another amount");
        }
      }
      case SENT, DECLINED, TIMED_OUT, REMEMBERED ->
          findings.add(
              1, name(row.get()), "an approval leaves of what is " + row.get().entry().state());
    }
  }

  private void reversalAccepted(IsoMessage answer) {
    Optional<TransactionRow> row = database.find(key(answer));
    if (row.isEmpty()) {
      findings.add(1, name(key(answer)), "a reversal is accepted that is not in the journal");
      return;
    }
    switch (row.get().entry().state()) {
      case TIMED_OUT, REVERSED, DECLINED, REMEMBERED -> {}
      case SENT, APPROVED, VOIDED, PARTLY_REFUNDED, REFUNDED ->
          findings.add(
              1, name(row.get()), "a reversal is accepted of what is " + row.get().entry().state());
    }
  }

  private RequestKey key(IsoMessage answer) {
    return new RequestKey(
        new MerchantId(answer.text(42)),
        new TerminalId(answer.text(41)),
        database.businessDate(),
        new BatchNumber(Integer.parseInt(answer.text(60).substring(2, 8))),
        Stan.of(answer.text(11)));
  }

  static String name(UpstreamKey key) {
    return key.transmissionTime() + "/" + key.stan().digits();
  }

  static String name(RequestKey key) {
    return key.terminal() + "/" + key.batch().digits() + "/" + key.trace().digits();
  }

  static String name(TransactionRow row) {
    var intent = row.entry().intent();
    String upstream = intent.upstreamKey() == null ? "" : " " + name(intent.upstreamKey());
    return intent.kind() + " " + name(intent.key()) + " " + intent.amountFen() + " fen" + upstream;
  }
}
