package io.oneclear.store.journal.chain;

import io.oneclear.store.seal.Content;
import io.oneclear.store.seal.Weight;
import java.time.LocalDate;

/**
 * What a link says besides its hash.
 *
 * @param number 1 for the first of its chain, without gaps
 * @param life of the node when it was written; 0 if it was not a writer's
 * @param rows how many rows it added
 */
record Link(ChainId chain, long number, long life, long rows, Weight weight) {

  static final byte[] NOTHING_BEFORE = new byte[0];

  /** Names a chain: rows of a month, changed by a writer of a node. */
  record ChainId(LocalDate month, int node, int writer) {
    @Override
    public String toString() {
      return "%tY-%<tm node %d writer %d".formatted(month, node, writer);
    }
  }

  /**
   * The weight as it is kept. Sums of few rows would tell what a row weighs; this tells nobody
   * without the key.
   */
  Weight covered(Content content) {
    return weight.plus(cover(content, chain, number));
  }

  static Weight uncovered(Content content, ChainId chain, long number, Weight kept) {
    return kept.minus(cover(content, chain, number));
  }

  private static Weight cover(Content content, ChainId chain, long number) {
    return content
        .begin("cover")
        .date(chain.month)
        .number(chain.node)
        .number(chain.writer)
        .number(number)
        .sealed()
        .weight();
  }

  /** Over all of it and the link before. */
  byte[] hash(Content content, byte[] before) {
    return content
        .begin("link")
        .date(chain.month)
        .number(chain.node)
        .number(chain.writer)
        .number(number)
        .number(life)
        .number(rows)
        .number(weight.high())
        .number(weight.low())
        .bytes(before)
        .mac();
  }
}
