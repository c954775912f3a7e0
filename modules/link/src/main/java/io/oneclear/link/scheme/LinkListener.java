package io.oneclear.link.scheme;

/** Who is told of what happens on a link. Called on an event loop or timer thread: do not block. */
public interface LinkListener {

  /** Told nothing. */
  LinkListener NONE = new LinkListener() {};

  /** The link became usable, or ceased to be. */
  default void availability(boolean available) {}

  /**
   * The scheme began (0820/201) its day cut.
   *
   * @param settlementDate field 15, MMDD; null if absent
   */
  default void dayCutBegins(String settlementDate) {}

  /**
   * The scheme ended (0820/202) its day cut.
   *
   * @param settlementDate field 15, MMDD; null if absent
   */
  default void dayCutEnds(String settlementDate) {}

  /** Something a person should look at. The text is short and holds no card data. */
  default void alarm(String text) {}
}
