/**
 * PostgreSQL: the only truth of the house.
 *
 * <pre>
 *   embedded.EmbeddedDatabase ─▶ DatabaseConfig ─▶ Database (pools, migrations, health)
 *                                                     ├─▶ journal.PostgresJournal     (group commit)
 *                                                     ├─▶ PostgresTerminals           (in memory, kept fresh)
 *                                                     ├─▶ Registry                    (administration)
 *                                                     ├─▶ journal.AdviceDesk          (stored advices, by hand)
 *                                                     ├─▶ settlement.PostgresSettlementStore (set-based)
 *                                                     └─▶ audit.Audit                 (the money rules, proven)
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.store.Database#open}. JDBC, HikariCP and Flyway are fenced in this
 * module; callers see {@code javax.sql.DataSource} at most. A broken database shows as {@link
 * io.oneclear.store.StoreException} here and as the ports' own exceptions behind the ports.
 */
package io.oneclear.store;
