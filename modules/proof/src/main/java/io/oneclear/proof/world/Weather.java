package io.oneclear.proof.world;

import java.util.EnumMap;
import java.util.Map;

/**
 * Decides when something goes wrong. A seed gives each kind of fault its own rate, and switches
 * many of them off: a world where everything fails at once hides what a few faults together do.
 */
public final class Weather {

  /** A few in a thousand at worst: one of these ends much at once. */
  private static final int HEAVY = 12;

  private static final int STANDSTILL = 40;

  private static final int WORST = 120;

  private final Chance chance;
  private final Coverage coverage;
  private final Trace trace;
  private final Map<Fault, Integer> permille = new EnumMap<>(Fault.class);
  private boolean calm;

  public Weather(Chance chance, Coverage coverage, Trace trace) {
    this.chance = chance;
    this.coverage = coverage;
    this.trace = trace;
    boolean fair = chance.oneIn(20);
    for (Fault fault : Fault.values()) {
      boolean blows = !fair && chance.oneIn(3);
      permille.put(fault, blows ? chance.between(1, worst(fault)) : 0);
    }
  }

  private static int worst(Fault fault) {
    return switch (fault) {
      case CRASH, DATABASE_FROZEN, CLOCK_JUMP -> HEAVY;
      case PROCESS_STOPPED, NODE_CUT_OFF -> STANDSTILL;
      default -> WORST;
    };
  }

  /** True if this fault hits here and now. */
  public boolean strikes(Fault fault, String where) {
    if (calm || !chance.permille(permille.get(fault))) {
      return false;
    }
    coverage.struck(fault, where);
    trace.add("FAULT", fault + " " + where);
    return true;
  }

  /** From now on nothing goes wrong any more. */
  public void calmDown() {
    calm = true;
    trace.add("WEATHER", "calm");
  }

  public boolean calm() {
    return calm;
  }
}
