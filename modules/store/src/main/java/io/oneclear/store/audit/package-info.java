/**
 * The money rules, checked on the live database without stopping it. Way in: {@link
 * io.oneclear.store.audit.Audit} with the sets of rules of the rooms: {@link
 * io.oneclear.store.audit.JournalRules} here, the settlement's in {@code store.settlement}. All see
 * one moment, a {@link io.oneclear.store.audit.Snapshot}, and may look at it from two connections.
 */
package io.oneclear.store.audit;
