/**
 * Keys, MACs, PIN translation, key blocks and PAN protection.
 *
 * <p>Way in: {@link io.oneclear.security.SecurityModule} (keys) and {@code PanProtection} (stored
 * PANs). The software module is honest about what it is: its master key is in the process's memory;
 * production puts a network HSM behind the same interface.
 */
package io.oneclear.security;
