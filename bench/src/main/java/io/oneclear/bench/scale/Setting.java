package io.oneclear.bench.scale;

/**
 * What OneClear is measured with.
 *
 * @param journalRows that are in its journal before
 * @param merchants of the terminals beyond the demo's own
 * @param connections that the terminals share
 */
public record Setting(long journalRows, int merchants, int connections) {

  /** For a directory's name. */
  String name() {
    return "journal-%d-merchants-%d-connections-%d".formatted(journalRows, merchants, connections);
  }
}
