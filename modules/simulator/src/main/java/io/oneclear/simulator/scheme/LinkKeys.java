package io.oneclear.simulator.scheme;

import io.oneclear.security.ClearKey;

/**
 * The demo keys of a link as both sides hold them at the start, in clear. Print masked.
 *
 * @param zmk encrypts keys that are sent
 * @param zpk encrypts PIN blocks
 * @param zak makes MACs
 */
public record LinkKeys(ClearKey zmk, ClearKey zpk, ClearKey zak) {}
