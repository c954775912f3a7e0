package io.oneclear.proof.world;

import io.oneclear.link.matching.LinkTimer;
import io.oneclear.switching.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One life of a process. When it is over, nothing of it happens any more: its timers do not fire,
 * its futures do not complete, what it asks of the world is not done. It can end in the middle of
 * whatever it does, at each point where it speaks to the world.
 */
public final class Life implements Timer, LinkTimer {

  /** Polling goes on all the time: of so many polls one is a point to die at. */
  private static final int POLLS = 40;

  private final SimulatedTime time;
  private final Weather weather;
  private final Runnable died;
  private int polls;
  private boolean over;

  /**
   * @param died told when it dies of a fault
   */
  public Life(SimulatedTime time, Weather weather, Runnable died) {
    this.time = time;
    this.weather = weather;
    this.died = died;
  }

  public boolean over() {
    return over;
  }

  /** The process comes to this point; false if it has died, here or before. */
  public boolean reaches(String point) {
    boolean seldom = point.equals("due") && ++polls % POLLS != 0;
    if (!over && !seldom && weather.strikes(Fault.CRASH, point)) {
      end();
    }
    return !over;
  }

  /** The process dies. */
  public void end() {
    if (!over) {
      over = true;
      died.run();
    }
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public SimulatedTime.Task after(Duration delay, Runnable task) {
    return time.after(delay, guarded(task));
  }

  public SimulatedTime.Task afterMillis(long millis, Runnable task) {
    return time.afterMillis(millis, guarded(task));
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      if (!over) {
        task.run();
      }
    };
  }

  /** What a dead process gets: an answer that never comes. */
  public static <T> CompletableFuture<T> nothing() {
    return new CompletableFuture<>();
  }
}
