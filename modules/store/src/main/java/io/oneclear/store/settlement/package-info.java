/**
 * Settlement on PostgreSQL. Set-based: what concerns every transaction of a day is one statement or
 * a stream ({@code COPY} out, {@code COPY} in) that two lanes share; nothing grows with the day but
 * the tables.
 *
 * <p>Way in: {@link io.oneclear.store.settlement.PostgresSettlementStore}, and {@link
 * io.oneclear.store.settlement.SettlementRules} for the audit. A step and its mark are one unit of
 * work; units of one date exclude each other by a lock on the date's row. Lanes of one filling hold
 * that row together, each with a unit of its own: what they fill is a table nobody reads, attached
 * by a unit that has the row alone.
 */
package io.oneclear.store.settlement;
