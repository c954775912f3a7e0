/**
 * The card scheme with its issuers, behind one socket in the cups dialect.
 *
 * <pre>
 *   frames ─▶ SchemeSession (event loop: decode, MAC, PIN) ─ what came together ─▶ IssuerDesk (monitor)
 *                                                                  │ Rules, Issuer: decide
 *                                                                  │ SchemeBooks: write, in one go
 *   frames ◀──────────────── answers, only then ◀──────────────────┘
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.simulator.scheme.SchemeSimulator}. Limits: connections and
 * remembered messages, in {@link io.oneclear.simulator.scheme.SchemeConfig}. {@code Rules} says how
 * a rules file looks, {@code Treatment} which amounts are magic, {@code ClearingFile} what the
 * acquirer gets to settle by.
 */
package io.oneclear.simulator.scheme;
