/**
 * The journal: the one truth about every transaction. The core writes through {@link
 * io.oneclear.switching.journal.Journal}; settlement reads what was captured.
 */
package io.oneclear.switching.journal;
