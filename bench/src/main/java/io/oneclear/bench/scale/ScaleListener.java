package io.oneclear.bench.scale;

import io.oneclear.bench.fill.Filled;
import io.oneclear.bench.run.Point;

/** Hears how it goes. */
public interface ScaleListener {

  /** A line of a child's. */
  void line(String text);

  void filled(Setting setting, Filled filled);

  /**
   * @param seconds it took
   */
  void started(Setting setting, double seconds);

  void measured(Setting setting, Point point);
}
