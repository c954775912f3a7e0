package io.oneclear.app.wiring;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.message.crash.CrashDrill;
import io.oneclear.security.HistorySeal;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementStore;
import io.oneclear.settlement.calendar.WorkingCalendar;
import io.oneclear.store.Database;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.Registry;
import io.oneclear.store.administration.AdministrationChain;
import io.oneclear.store.administration.ItemDesk;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.audit.JournalRules;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import io.oneclear.store.journal.AdviceDesk;
import io.oneclear.store.journal.chain.ChainRules;
import io.oneclear.store.journal.chain.Opening;
import io.oneclear.store.seal.SealKey;
import io.oneclear.store.settlement.LedgerChain;
import io.oneclear.store.settlement.PostgresSettlementStore;
import io.oneclear.store.settlement.SettlementRules;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The database and the end of day on it, without a switch: what the commands work on, whether a
 * server is running or not. An embedded database that another process of ours runs is joined; one
 * that nobody runs is started for as long as these books are open.
 */
public final class Books implements AutoCloseable {

  private final Optional<EmbeddedDatabase> embedded;
  private final Database database;
  private final Settlement settlement;
  private final Site site;

  private Books(
      Site site, Optional<EmbeddedDatabase> embedded, Database database, Settlement settlement) {
    this.site = site;
    this.embedded = embedded;
    this.database = database;
    this.settlement = settlement;
  }

  /** Of the embedded database in a data directory. */
  public static Books embedded(Site site) {
    EmbeddedDatabase embedded =
        EmbeddedDatabase.startOrJoin(EmbeddedConfig.in(site.data().postgres()));
    try {
      DatabaseConfig at = embedded.connection();
      Database database =
          Database.open(
              site.config().database().at(at.url(), at.user(), at.password()), sealKey(site));
      return new Books(site, Optional.of(embedded), database, settlement(site, database));
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  /** Of the database the configuration names. */
  public static Books configured(Site site) {
    Database database = Database.open(site.config().database().external(), sealKey(site));
    return new Books(site, Optional.empty(), database, settlement(site, database));
  }

  /** Read from the master key's file when it is needed first: most commands never do. */
  private static SealKey sealKey(Site site) {
    return sealKey(site.config(), site.data());
  }

  /** The same of any data directory. */
  public static SealKey sealKey(OneClearConfig config, DataDirectory data) {
    return new SealKey() {
      private volatile HistorySeal seal;

      @Override
      public byte[] mac(byte[] content, int length) {
        HistorySeal known = seal;
        return (known == null ? read() : known).mac(content, length);
      }

      private synchronized HistorySeal read() {
        if (seal == null) {
          seal = new HistorySeal(MasterKeys.lmk(config, data));
        }
        return seal;
      }
    };
  }

  private static Settlement settlement(Site site, Database database) {
    return settlement(site.installation(), site.config(), site.data(), database, site.clock());
  }

  static Settlement settlement(
      Installation installation,
      OneClearConfig config,
      DataDirectory data,
      Database database,
      Clock clock) {
    SettlementStore store = new PostgresSettlementStore(database, clock, CrashDrill::reached);
    store.addFees(OneClearConfig.fees(installation));
    return new Settlement(
        store,
        config.settlement().in(data),
        new WorkingCalendar(OneClearConfig.calendar(installation)),
        clock,
        CrashDrill::reached);
  }

  /** Whose books these are. */
  public Site site() {
    return site;
  }

  /** Merchants, terminals and link keys. */
  public Registry registry() {
    return new Registry(database);
  }

  /** What is stored for schemes, and a person's decisions about it. */
  public AdviceDesk advices() {
    return new AdviceDesk(database, site.clock());
  }

  /** Differences with an owner, and a person's end of them. */
  public ItemDesk items() {
    return new ItemDesk(database, site.clock());
  }

  public Settlement settlement() {
    return settlement;
  }

  /** Every money rule of every room, on one snapshot. */
  public List<Finding> audit() {
    return audit(database);
  }

  /** The same on a database that is open already. */
  public static List<Finding> audit(Database database) {
    Opening.ofExistingRows(database);
    return new Audit(
            database,
            List.of(
                new JournalRules(),
                new SettlementRules(),
                new ChainRules(database.sealKey()),
                new LedgerChain(database.sealKey()),
                new AdministrationChain(database.sealKey())))
        .run();
  }

  @Override
  public void close() {
    database.close();
    embedded.ifPresent(EmbeddedDatabase::close);
  }
}
