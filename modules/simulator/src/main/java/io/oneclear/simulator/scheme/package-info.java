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
 * remembered messages, in {@link io.oneclear.simulator.scheme.SchemeConfig}. {@code EventLines}
 * says how the state file looks, {@code ClearingFile} what the acquirer gets to settle by, {@code
 * rule} how it misbehaves on request.
 */
package io.oneclear.simulator.scheme;
