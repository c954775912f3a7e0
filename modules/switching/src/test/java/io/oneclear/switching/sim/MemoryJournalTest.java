package io.oneclear.switching.sim;

import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.JournalContract;
import java.time.Instant;
import java.time.LocalDate;

class MemoryJournalTest extends JournalContract {

  private static final Instant START = Instant.parse("2026-11-22T02:30:00Z");

  @Override
  protected Journal emptyJournal() {
    return new MemoryJournal(new VirtualTime(START), LocalDate.of(2026, 11, 22));
  }

  @Override
  protected Instant now() {
    return START;
  }
}
