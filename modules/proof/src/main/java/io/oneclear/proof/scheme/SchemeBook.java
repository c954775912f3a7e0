package io.oneclear.proof.scheme;

import io.oneclear.message.upstream.UpstreamKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scheme's own books: what was asked of it, what it decided, and what that did to the
 * cardholder's account. Knows nothing of the switch; what stands here is the truth the switch is
 * measured against.
 */
public final class SchemeBook {

  static final String APPROVED = "00";
  static final String NOT_FOUND = "25";
  static final String NOT_ALLOWED = "12";
  static final String TOO_MUCH = "61";

  private final Map<UpstreamKey, Entry> entries = new LinkedHashMap<>();
  private final Map<UpstreamKey, Undoing> undoings = new LinkedHashMap<>();
  private final Map<UpstreamKey, UpstreamKey> undoneBy = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  /** What a request does if it is approved. */
  public enum Effect {
    NONE,
    DEBIT,
    CREDIT
  }

  /**
   * A financial request and its end.
   *
   * @param askedFen what was asked for
   * @param bookedFen what was booked
   * @param purchase the purchase a credit is about; null for a purchase
   */
  public record Entry(
      UpstreamKey key,
      String type,
      String card,
      long askedFen,
      long bookedFen,
      String code,
      UpstreamKey purchase,
      Effect effect) {

    public boolean approved() {
      return !effect.equals(Effect.NONE);
    }
  }

  /**
   * A reversal and its end.
   *
   * @param undid it took an effect back
   */
  public record Undoing(UpstreamKey key, UpstreamKey original, String code, boolean undid) {}

  Entry entry(UpstreamKey key) {
    return entries.get(key);
  }

  Undoing undoing(UpstreamKey key) {
    return undoings.get(key);
  }

  public Collection<Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  public Collection<Undoing> undoings() {
    return Collections.unmodifiableCollection(undoings.values());
  }

  /** What a scheme would call about: requests that contradict each other. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** True if its effect has been taken back. */
  public boolean undone(UpstreamKey key) {
    return undoneBy.containsKey(key);
  }

  /** What the cardholder has paid in the end for the purchase with this identity. */
  public long paid(UpstreamKey purchase) {
    Entry bought = entries.get(purchase);
    long paid = bought == null ? 0 : standing(bought);
    for (Entry entry : entries.values()) {
      if (purchase.equals(entry.purchase())) {
        paid -= standing(entry);
      }
    }
    return paid;
  }

  private long standing(Entry entry) {
    return entry.approved() && !undone(entry.key()) ? entry.bookedFen() : 0;
  }

  // --- booking -----------------------------------------------------------------------------------

  /** Keeps a refusal: the same request again is refused again. */
  Entry refuse(Asked asked, String code) {
    return keep(asked, 0, code, Effect.NONE);
  }

  /**
   * Books, if the account and the original allow it.
   *
   * @param approval the code it is approved with
   */
  Entry book(Asked asked, long bookedFen, String approval) {
    if (undoneBy.containsKey(asked.key())) {
      return refuse(asked, NOT_FOUND); // its reversal overtook it
    }
    return switch (asked.type()) {
      case "BALANCE_INQUIRY" -> keep(asked, 0, approval, Effect.NONE);
      case "PURCHASE" -> keep(asked, bookedFen, approval, Effect.DEBIT);
      case "VOID_PURCHASE" ->
          paidInFull(asked)
              ? keep(asked, bookedFen, approval, Effect.CREDIT)
              : refuse(asked, NOT_ALLOWED);
      case "REFUND" ->
          paid(asked.original()) >= asked.fen() && sameCard(asked)
              ? keep(asked, bookedFen, approval, Effect.CREDIT)
              : refuse(asked, TOO_MUCH);
      default -> throw new IllegalStateException(asked.type() + " is no financial request");
    };
  }

  private boolean paidInFull(Asked asked) {
    Entry original = entries.get(asked.original());
    return original != null
        && sameCard(asked)
        && original.askedFen() == asked.fen()
        && paid(asked.original()) == original.bookedFen()
        && paid(asked.original()) > 0;
  }

  private boolean sameCard(Asked asked) {
    Entry original = entries.get(asked.original());
    return original != null && original.card().equals(asked.card());
  }

  private Entry keep(Asked asked, long bookedFen, String code, Effect effect) {
    Entry entry =
        new Entry(
            asked.key(),
            asked.type(),
            asked.card(),
            asked.fen(),
            bookedFen,
            code,
            asked.original(),
            effect);
    entries.put(asked.key(), entry);
    return entry;
  }

  /** Takes back what the original did; what has not come yet will be refused when it comes. */
  Undoing undo(Asked asked) {
    UpstreamKey by = undoneBy.get(asked.original());
    if (by != null) {
      complaints.add("a second reversal with another identity of " + name(asked.original()));
      return keep(asked, APPROVED, false);
    }
    Entry original = entries.get(asked.original());
    if (original == null) {
      undoneBy.put(asked.original(), asked.key());
      return keep(asked, NOT_FOUND, false);
    }
    if (original.askedFen() != asked.fen() || !original.card().equals(asked.card())) {
      complaints.add("a reversal of another amount or card of " + name(asked.original()));
      return keep(asked, NOT_ALLOWED, false);
    }
    if (!original.approved()) {
      return keep(asked, APPROVED, false);
    }
    if (original.effect() == Effect.DEBIT && paid(original.key()) != original.bookedFen()) {
      complaints.add("a reversal of what was given back already: " + name(asked.original()));
      return keep(asked, NOT_ALLOWED, false);
    }
    undoneBy.put(original.key(), asked.key());
    return keep(asked, APPROVED, true);
  }

  private Undoing keep(Asked asked, String code, boolean undid) {
    Undoing undoing = new Undoing(asked.key(), asked.original(), code, undid);
    undoings.put(asked.key(), undoing);
    return undoing;
  }

  /** How an identity is shown: time and trace number. */
  public static String name(UpstreamKey key) {
    return key == null ? "-" : key.transmissionTime() + "/" + key.stan().digits();
  }

  /**
   * A request as the scheme reads it.
   *
   * @param type as in {@code UpstreamRequest.Type}
   * @param original what field 90 names; null without
   */
  record Asked(
      UpstreamKey key, String type, boolean repeat, String card, long fen, UpstreamKey original) {

    boolean reversal() {
      return type.startsWith("REVERSE_");
    }

    @Override
    public String toString() {
      return type + " " + name(key) + " of " + name(original) + " " + fen + " fen";
    }
  }
}
