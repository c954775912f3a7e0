/**
 * What people change by hand, and the log of it.
 *
 * <pre>
 *   a command ─▶ journal.AdviceDesk ─▶ the change ─┐
 *   a command ─▶ ItemDesk ───────────▶ the change ─┤
 *                                                  ├─ one database transaction
 *                administration.AdministrationLog ─┘
 * </pre>
 *
 * <p>{@link io.oneclear.store.administration.Signature}: who wants it and why; without one nothing
 * is changed by hand. {@link io.oneclear.store.administration.AdministrationLog}: append-only, the
 * database refuses any other change of it, and a hash chain ({@link
 * io.oneclear.store.administration.AdministrationChain}) makes one that was made all the same be
 * noticed.
 */
package io.oneclear.store.administration;
