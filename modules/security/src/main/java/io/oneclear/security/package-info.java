/**
 * Keys, MACs, PIN translation, key blocks and PAN protection.
 *
 * <pre>
 *  switching, link ──▶ SecurityModule ◀── SoftwareSecurityModule ──▶ block (TR-31), cipher
 *                        CupsMac (field 128)                          OpenKeys (cache), PinBlocks,
 *                                                                     KnownAnswers (self-test)
 *  store, app ───────▶ PanProtection
 *  simulators ───────▶ TerminalKeys, SchemeKeys, ClearKey, ClearPin
 *  commissioning ────▶ KeyCeremony, MasterKey
 * </pre>
 *
 * <p>Way in for the switch: {@link io.oneclear.security.SecurityModule}, keys as key blocks only;
 * {@link io.oneclear.security.CupsMac} over it; {@link io.oneclear.security.PanProtection} for
 * stored card numbers. {@link io.oneclear.security.TerminalKeys} and {@link
 * io.oneclear.security.SchemeKeys} hold clear keys and are for the other side of the wire.
 *
 * <p>Way out: values and {@link io.oneclear.security.SecurityModuleException}, which never carries
 * key, PIN or card data. Everything here may be used by any number of threads. Limit: {@link
 * io.oneclear.security.SoftwareModuleConfig}.
 *
 * <p>The software module is honest about what it is: its master key is in the process's memory;
 * production puts a network HSM behind the same interface.
 */
package io.oneclear.security;
