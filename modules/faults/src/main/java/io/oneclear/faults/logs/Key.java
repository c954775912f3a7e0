package io.oneclear.faults.logs;

import java.util.Locale;

/** What a request is known by: the terminal, its batch, its trace. */
record Key(String terminal, int batch, int trace) {

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s/%06d/%06d", terminal, batch, trace);
  }
}
