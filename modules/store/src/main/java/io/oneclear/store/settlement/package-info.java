/**
 * Settlement on PostgreSQL. Set-based: what concerns every transaction of a day is one statement or
 * a stream (cursor in, {@code COPY} out); nothing grows with the day but the tables.
 *
 * <p>Way in: {@link io.oneclear.store.settlement.PostgresSettlementStore}, and {@link
 * io.oneclear.store.settlement.SettlementRules} for the audit. A step and its mark are one unit of
 * work; units of one date exclude each other by a lock on the date's row.
 */
package io.oneclear.store.settlement;
