package io.oneclear.store;

import io.oneclear.merchant.Limits;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.SettlementAccount;
import io.oneclear.merchant.SettlementCycle;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import java.time.Instant;
import java.util.List;

/** Merchants and terminals for tests. */
final class Seed {

  static final MerchantId MERCHANT = new MerchantId("898320154110001");
  static final TerminalId TERMINAL = new TerminalId("00000001");

  private Seed() {}

  static Merchant merchant(MerchantState state) {
    return new Merchant(
        MERCHANT,
        "老王面馆",
        "南京老王餐饮有限公司",
        "91320100MA1XXXXX0X",
        "5812",
        state,
        "STANDARD",
        SettlementCycle.T1,
        new Limits(5_000_000, 30));
  }

  static SettlementAccount account(String name) {
    return new SettlementAccount(
        MERCHANT,
        "6222020200012345678",
        name,
        "102301000018",
        "中国工商银行南京分行",
        Instant.parse("2026-11-01T00:00:00Z"));
  }

  static Terminal terminal() {
    return new Terminal(
        TERMINAL,
        MERCHANT,
        "SN-0001",
        Terminal.State.ACTIVE,
        Terminal.KeyAlgorithm.TDES,
        key("TMK"),
        null,
        null,
        new BatchNumber(999_999),
        TestPostgres.DAY,
        Terminal.BatchState.OPEN);
  }

  static KeyBlock key(String name) {
    return new KeyBlock("B0096M3TC00N0000" + name);
  }

  static void registerAll(Database database) {
    Registry registry = new Registry(database);
    registry.saveMerchants(List.of(merchant(MerchantState.LIVE)));
    registry.saveTerminals(List.of(terminal()));
  }
}
