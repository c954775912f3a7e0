package io.oneclear.simulator.scheme;

import io.oneclear.simulator.scheme.SchemeRequest.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages an issuer has decided, found by their identity. Millions are kept, for as long as
 * the scheme runs, so they are numbers in long arrays and no objects: 38 bytes each, 8 more to find
 * them by, and no work for the garbage collector. Used under the desk's monitor.
 */
@SuppressWarnings("EnumOrdinal") // These numbers end with the process; no file has them.
final class Memory {

  private static final int PAGE_BITS = 14;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int NOTHING = -1;
  private static final Kind[] KINDS = Kind.values();
  private static final State[] STATES = State.values();

  /** Where an approved message stands now. */
  enum State {
    STANDING,
    VOIDED,
    REVERSED
  }

  private final Accounts accounts;
  private final Index index = new Index();
  private final List<Page> pages = new ArrayList<>();

  /** Few purchases are refunded. */
  private final Map<Integer, Long> refundedFen = new HashMap<>();

  private int size;

  Memory(Accounts accounts) {
    this.accounts = accounts;
  }

  int size() {
    return size;
  }

  /** The message with this identity; null if there was none. */
  Remembered find(Identity identity) {
    int number = numberOf(identity);
    return number == NOTHING ? null : new Remembered(number);
  }

  /**
   * Keeps a message whose identity is new.
   *
   * @throws IllegalArgumentException if its code is not two characters
   */
  void add(Entry entry) {
    if (entry.code().length() != 2) {
      throw new IllegalArgumentException("a response code is two characters");
    }
    int number = size;
    if (number >> PAGE_BITS == pages.size()) {
      pages.add(new Page());
    }
    Page page = pages.get(number >> PAGE_BITS);
    int at = number & (PAGE - 1);
    Identity original = entry.original() == null ? null : entry.original().identity();
    page.timeAndTrace[at] = entry.identity().timeAndTrace();
    page.parties[at] = (char) entry.identity().parties().number();
    page.account[at] = entry.account() == null ? NOTHING : entry.account().number();
    page.fen[at] = entry.fen();
    page.code[at] = (char) (entry.code().charAt(0) << Byte.SIZE | entry.code().charAt(1));
    page.authorization[at] = entry.authorization();
    page.original[at] = original == null ? NOTHING : numberOf(original);
    page.clearingDay[at] = (char) entry.clearingDate().toEpochDay();
    page.kind[at] = (byte) entry.kind().ordinal();
    page.state[at] = (byte) State.STANDING.ordinal();
    size++;
    index.add(number, hash(page.timeAndTrace[at], page.parties[at]));
  }

  private int numberOf(Identity identity) {
    long timeAndTrace = identity.timeAndTrace();
    int parties = identity.parties().number();
    return index.find(timeAndTrace, parties, hash(timeAndTrace, parties));
  }

  private static int hash(long timeAndTrace, int parties) {
    long mixed = (timeAndTrace * 31 + parties) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> Integer.SIZE);
  }

  /** A message as it is kept. */
  final class Remembered {

    private final int number;
    private final Page page;
    private final int at;

    private Remembered(int number) {
      this.number = number;
      this.page = pages.get(number >> PAGE_BITS);
      this.at = number & (PAGE - 1);
    }

    Kind kind() {
      return KINDS[page.kind[at]];
    }

    Account account() {
      return page.account[at] == NOTHING ? null : accounts.numbered(page.account[at]);
    }

    long fen() {
      return page.fen[at];
    }

    String code() {
      char code = page.code[at];
      return String.valueOf(new char[] {(char) (code >> Byte.SIZE), (char) (code & 0xFF)});
    }

    int authorization() {
      return page.authorization[at];
    }

    LocalDate clearingDate() {
      return LocalDate.ofEpochDay(page.clearingDay[at]);
    }

    /** The message it named as its original; null if that is unknown here. */
    Remembered original() {
      return page.original[at] == NOTHING ? null : new Remembered(page.original[at]);
    }

    State state() {
      return STATES[page.state[at]];
    }

    void state(State state) {
      page.state[at] = (byte) state.ordinal();
    }

    long refundedFen() {
      return refundedFen.getOrDefault(number, 0L);
    }

    void refund(long fen) {
      refundedFen.merge(number, fen, Long::sum);
    }

    boolean approved() {
      return code().equals(Entry.APPROVED);
    }

    /** True if this could be the same request: same account, same amount. */
    boolean sameAs(Account otherAccount, long otherFen) {
      return account() == otherAccount && fen() == otherFen;
    }
  }

  /** Messages side by side. */
  private static final class Page {
    private final long[] timeAndTrace = new long[PAGE];
    private final long[] fen = new long[PAGE];
    private final int[] account = new int[PAGE];
    private final int[] authorization = new int[PAGE];
    private final int[] original = new int[PAGE];
    private final char[] parties = new char[PAGE];
    private final char[] code = new char[PAGE];
    private final char[] clearingDay = new char[PAGE];
    private final byte[] kind = new byte[PAGE];
    private final byte[] state = new byte[PAGE];
  }

  /**
   * Open addressing in many small tables, so that growing one keeps nobody waiting: the upper bits
   * of a hash choose the table, the lower ones the place.
   */
  private final class Index {

    private static final int TABLES = 256;
    private static final int TABLE_SHIFT = Integer.SIZE - 8;
    private static final int FIRST_PLACES = 64;

    /** Numbers of messages, plus one; 0 is an empty place. */
    private final int[][] tables = new int[TABLES][FIRST_PLACES];

    private final int[] taken = new int[TABLES];

    int find(long timeAndTrace, int parties, int hash) {
      int[] table = tables[hash >>> TABLE_SHIFT];
      int mask = table.length - 1;
      for (int place = hash & mask; table[place] != 0; place = (place + 1) & mask) {
        int number = table[place] - 1;
        Page page = pages.get(number >> PAGE_BITS);
        int at = number & (PAGE - 1);
        if (page.timeAndTrace[at] == timeAndTrace && page.parties[at] == parties) {
          return number;
        }
      }
      return NOTHING;
    }

    void add(int number, int hash) {
      int chosen = hash >>> TABLE_SHIFT;
      if (2 * ++taken[chosen] > tables[chosen].length) {
        grow(chosen);
      }
      put(tables[chosen], number, hash);
    }

    private void grow(int chosen) {
      int[] grown = new int[2 * tables[chosen].length];
      for (int numberAndOne : tables[chosen]) {
        if (numberAndOne != 0) {
          Page page = pages.get((numberAndOne - 1) >> PAGE_BITS);
          int at = (numberAndOne - 1) & (PAGE - 1);
          put(grown, numberAndOne - 1, hash(page.timeAndTrace[at], page.parties[at]));
        }
      }
      tables[chosen] = grown;
    }

    private static void put(int[] table, int number, int hash) {
      int mask = table.length - 1;
      int place = hash & mask;
      while (table[place] != 0) {
        place = (place + 1) & mask;
      }
      table[place] = number + 1;
    }
  }
}
