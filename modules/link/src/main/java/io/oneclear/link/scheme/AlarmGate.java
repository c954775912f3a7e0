package io.oneclear.link.scheme;

/** Lets so many alarms a second through and counts the rest. */
final class AlarmGate {

  private static final long SECOND = 1_000_000_000L;

  private final int perSecond;
  private long windowBegan;
  private int inWindow;
  private int heldBack;

  AlarmGate(int perSecond) {
    this.perSecond = perSecond;
  }

  /**
   * @param nanos now, monotonic
   * @return how many were held back since the last one let through; -1 to hold this one back too
   */
  synchronized int enter(long nanos) {
    if (inWindow == 0 || nanos - windowBegan >= SECOND) {
      windowBegan = nanos;
      inWindow = 0;
    }
    if (inWindow == perSecond) {
      heldBack++;
      return -1;
    }
    inWindow++;
    int before = heldBack;
    heldBack = 0;
    return before;
  }
}
