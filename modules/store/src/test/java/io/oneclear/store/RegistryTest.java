package io.oneclear.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.SettlementAccount;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.MerchantId;
import io.oneclear.store.Registry.LinkKeyUsage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryTest {

  private TestPostgres postgres;
  private Registry registry;

  @BeforeEach
  void open() throws SQLException {
    postgres = TestPostgres.fresh();
    registry = new Registry(postgres.database());
  }

  @AfterEach
  void close() throws SQLException {
    postgres.close();
  }

  @Test
  void whatIsSavedIsLoadedAndSavedAgain() {
    registry.saveMerchants(List.of(Seed.merchant(MerchantState.LIVE)));
    assertThat(registry.merchant(Seed.MERCHANT)).hasValue(Seed.merchant(MerchantState.LIVE));
    registry.saveMerchants(List.of(Seed.merchant(MerchantState.SUSPENDED)));
    assertThat(registry.merchants()).containsExactly(Seed.merchant(MerchantState.SUSPENDED));
    SettlementAccount account = Seed.account("南京老王餐饮有限公司");
    registry.saveAccounts(List.of(account));
    assertThat(registry.account(Seed.MERCHANT)).hasValue(account);
    registry.saveTerminals(List.of(Seed.terminal()));
    registry.saveTerminals(List.of(Seed.terminal()));
    assertThat(registry.terminals()).containsExactly(Seed.terminal());
    assertThat(registry.terminal(Seed.TERMINAL)).map(Terminal::signedOn).hasValue(false);
    assertThat(registry.merchant(new MerchantId("000000000000000"))).isEmpty();
  }

  @Test
  void accountThatDoesNotBearTheLicenceNameIsRefusedWithoutQuotingIt() {
    registry.saveMerchants(List.of(Seed.merchant(MerchantState.LIVE)));
    assertThatThrownBy(() -> registry.saveAccounts(List.of(Seed.account("张三"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("must bear the licence name")
        .hasMessageNotContaining("6222020200012345678");
    assertThat(registry.account(Seed.MERCHANT)).isEmpty();
  }

  @Test
  void linkKeyReplacesTheOneBefore() {
    KeyBlock first = Seed.key("FIRST");
    KeyBlock second = Seed.key("SECOND");
    registry.saveLinkKey("unionpay", LinkKeyUsage.ZPK, first, Instant.EPOCH);
    registry.saveLinkKey("unionpay", LinkKeyUsage.ZPK, second, Instant.EPOCH);
    assertThat(registry.linkKey("unionpay", LinkKeyUsage.ZPK)).hasValue(second);
    assertThat(registry.linkKey("unionpay", LinkKeyUsage.ZAK)).isEmpty();
  }

  @Test
  void firstDayIsOpenedOnceAndMakesItsPartitions() throws SQLException {
    registry.openFirstDay(TestPostgres.DAY.plusDays(3));
    assertThat(registry.openDay()).hasValue(TestPostgres.DAY);
    assertThat(
            postgres.number(
                "SELECT count(*) FROM pg_inherits"
                    + " WHERE inhparent = 'card_transaction'::regclass"))
        .isGreaterThanOrEqualTo(3);
    postgres.run("UPDATE business_day SET open_date = '2027-04-30'");
    assertThat(postgres.text("SELECT to_regclass('card_transaction_2027_06')::text"))
        .as("months are made ahead at cut-over")
        .isEqualTo("card_transaction_2027_06");
  }
}
