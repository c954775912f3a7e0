/**
 * Builds the running system with {@code new}, in reading order, and takes it down again.
 *
 * <pre>
 *   openStore       database ─▶ registry ─▶ security module ─▶ terminals ─▶ journal
 *   openLink        the link's keys ─▶ SchemeLink ─▶ Links
 *   openTerminals   Router ─▶ Switch ─▶ Recovery ─▶ TerminalFrontEnd ─▶ StoreAndForward
 *   openSettlement  Settlement and its clock
 *   openConsole     ConsoleServer
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.app.wiring.Wiring}. The adapters between rooms that do not know
 * each other live here too: {@code link} to {@code switching}, the security module to {@code link}.
 */
package io.oneclear.app.wiring;
