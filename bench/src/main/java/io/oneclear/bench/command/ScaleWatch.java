package io.oneclear.bench.command;

import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.bench.fill.Filled;
import io.oneclear.bench.run.Point;
import io.oneclear.bench.scale.Dimension;
import io.oneclear.bench.scale.ScaleListener;
import io.oneclear.bench.scale.Setting;
import io.oneclear.simulator.load.LoadFigures;
import java.util.Locale;

/** Tells how it goes, a line a step. */
record ScaleWatch(CommandLineOutput output, Dimension varies) implements ScaleListener {

  @Override
  public void line(String text) {
    output.line(text);
  }

  @Override
  public void filled(Setting setting, Filled filled) {
    output.line("the journal: " + filled.line());
  }

  @Override
  public void started(Setting setting, double seconds) {
    output.line(
        String.format(
            Locale.ROOT, "%,d %s: up after %.1f s", varies.of(setting), varies.label(), seconds));
  }

  @Override
  public void measured(Setting setting, Point point) {
    LoadFigures load = point.load();
    output.line(
        String.format(
            Locale.ROOT,
            "%,d %s, %,d/s: p50 %.1f  p99 %.1f  p99.9 %.1f ms  %s",
            varies.of(setting),
            varies.label(),
            point.rate(),
            load.p50() / 1e3,
            load.p99() / 1e3,
            load.p999() / 1e3,
            point.verdict().keepsUp() ? "keeps up" : point.verdict().why()));
  }
}
