package io.oneclear.store;

import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import io.oneclear.switching.Terminals.Profile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Every terminal's profile in memory. A terminal's row carries a version, so that a row read before
 * a change can never replace one read after it.
 */
final class ProfileCache {

  private record Versioned(Profile profile, long version) {}

  private final ConcurrentMap<TerminalId, Versioned> terminals = new ConcurrentHashMap<>();
  private final ConcurrentMap<MerchantId, Merchant> merchants = new ConcurrentHashMap<>();

  Optional<Profile> find(TerminalId id) {
    Versioned known = terminals.get(id);
    return known == null ? Optional.empty() : Optional.of(known.profile);
  }

  void loadAll(Connection connection) throws SQLException {
    load(connection, ProfileRows.MERCHANTS, this::putMerchant);
    load(connection, ProfileRows.TERMINALS, this::putTerminal);
  }

  void reloadTerminal(Connection connection, String id) throws SQLException {
    load(connection, ProfileRows.TERMINALS + " WHERE terminal_id = ?", this::putTerminal, id);
  }

  void reloadMerchant(Connection connection, String id) throws SQLException {
    load(connection, ProfileRows.MERCHANTS + " WHERE merchant_id = ?", this::putMerchant, id);
  }

  /** Takes in a row of {@link ProfileRows#TERMINALS}. Its merchant must be known. */
  void putTerminal(ResultSet row) throws SQLException {
    Terminal terminal = ProfileRows.terminal(row);
    Merchant merchant = merchants.get(terminal.merchant());
    if (merchant == null) {
      throw new StoreException("merchant " + terminal.merchant() + " is not loaded");
    }
    Versioned read = new Versioned(new Profile(terminal, merchant), row.getLong("version"));
    terminals.merge(
        terminal.id(), read, (known, fresh) -> fresh.version >= known.version ? fresh : known);
  }

  private void putMerchant(ResultSet row) throws SQLException {
    Merchant merchant = ProfileRows.merchant(row);
    merchants.put(merchant.id(), merchant);
    terminals.replaceAll(
        (_, known) ->
            known.profile.merchant().id().equals(merchant.id())
                ? new Versioned(new Profile(known.profile.terminal(), merchant), known.version)
                : known);
  }

  private static void load(Connection connection, String sql, RowTaker taker, String... key)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (key.length > 0) {
        statement.setString(1, key[0]);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          taker.take(row);
        }
      }
    }
  }

  @FunctionalInterface
  private interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }
}
