/**
 * The files settlement exchanges with the world: the scheme's clearing file in, payout files out
 * (ISO 20022 {@code pain.001} and the bank's batch text), bank answers in ({@code pain.002} and the
 * answer text). Readers are strict: what they cannot read exactly they refuse, naming file and
 * line. Writers stream, and a file appears under its name only when it is whole and on disk.
 *
 * <p>Layouts are described in {@code docs/50-settlement-day.md}.
 */
package io.oneclear.settlement.files;
