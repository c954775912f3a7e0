/**
 * What only an issuer computes: chip card keys and cryptograms, card verification values. For the
 * scheme simulator and tests; an acquirer passes these values on and has no key for them.
 */
package io.oneclear.security.issuer;
