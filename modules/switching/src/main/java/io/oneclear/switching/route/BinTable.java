package io.oneclear.switching.route;

import io.oneclear.message.Pan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All BINs, longest prefix wins. Immutable; a look-up walks one digit at a time through a trie in
 * an array and allocates nothing.
 */
public final class BinTable {

  /** Prefixes a table may hold. */
  public static final int MAX_BINS = 200_000;

  private static final int DIGITS = 10;
  private static final int NO_NODE = 0;

  /** The child of node n for digit d is {@code children[n * 10 + d]}; the root is node 0. */
  private final int[] children;

  /** The BIN that ends at a node, or null. */
  private final Bin[] ends;

  private final List<Bin> bins;

  /** Refuses two BINs of the same prefix with {@link IllegalArgumentException}. */
  public BinTable(List<Bin> bins) {
    if (bins.size() > MAX_BINS) {
      throw new IllegalArgumentException(
          "the table has " + bins.size() + " BINs; allowed is at most " + MAX_BINS);
    }
    this.bins = List.copyOf(bins);
    int nodes = 1 + bins.stream().mapToInt(bin -> bin.prefix().length()).sum();
    int[] tree = new int[nodes * DIGITS];
    Bin[] terminals = new Bin[nodes];
    int used = 1;
    for (Bin bin : bins) {
      int node = 0;
      for (int i = 0; i < bin.prefix().length(); i++) {
        int slot = node * DIGITS + (bin.prefix().charAt(i) - '0');
        if (tree[slot] == NO_NODE) {
          tree[slot] = used++;
        }
        node = tree[slot];
      }
      if (terminals[node] != null) {
        throw new IllegalArgumentException("prefix " + bin.prefix() + " is there twice");
      }
      terminals[node] = bin;
    }
    children = Arrays.copyOf(tree, used * DIGITS);
    ends = Arrays.copyOf(terminals, used);
  }

  /** The BIN with the longest prefix of this number; null if there is none. */
  public Bin find(Pan pan) {
    String digits = pan.clear();
    Bin best = null;
    int node = 0;
    for (int i = 0; i < digits.length(); i++) {
      node = children[node * DIGITS + (digits.charAt(i) - '0')];
      if (node == NO_NODE) {
        return best;
      }
      if (ends[node] != null) {
        best = ends[node];
      }
    }
    return best;
  }

  /** Every BIN that matches, shortest prefix first: the last one decides. */
  public List<Bin> matches(Pan pan) {
    List<Bin> found = new ArrayList<>();
    String digits = pan.clear();
    int node = 0;
    for (int i = 0; i < digits.length(); i++) {
      node = children[node * DIGITS + (digits.charAt(i) - '0')];
      if (node == NO_NODE) {
        break;
      }
      if (ends[node] != null) {
        found.add(ends[node]);
      }
    }
    return found;
  }

  public List<Bin> bins() {
    return bins;
  }
}
