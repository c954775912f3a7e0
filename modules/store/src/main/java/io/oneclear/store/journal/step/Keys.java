package io.oneclear.store.journal.step;

import io.oneclear.switching.journal.RequestKey;
import java.util.Comparator;

/** The order in which rows are touched, so that two writers do not wait for each other. */
public final class Keys {

  public static final Comparator<RequestKey> ORDER =
      Comparator.comparing((RequestKey key) -> key.terminal().code())
          .thenComparing(key -> key.batch().number())
          .thenComparing(key -> key.trace().number());

  private Keys() {}
}
