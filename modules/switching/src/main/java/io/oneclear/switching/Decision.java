package io.oneclear.switching;

import io.oneclear.message.PinBlock;
import io.oneclear.message.ResponseCode;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;

/** What is to be done with a card transaction. Made without doing anything. */
sealed interface Decision {

  /** Refused here; the journal keeps it, so that a repeat hears the same. */
  record Decline(Intent intent, ResponseCode code) implements Decision {}

  /**
   * Ask the scheme.
   *
   * @param pin under the link's key; null without PIN
   * @param original the purchase it voids or refunds; null for the others
   */
  record Forward(Intent intent, Upstream link, PinBlock pin, JournalEntry original)
      implements Decision {

    Forward with(PinBlock translated) {
      return new Forward(intent, link, translated, original);
    }
  }
}
