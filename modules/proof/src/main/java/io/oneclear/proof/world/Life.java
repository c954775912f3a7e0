package io.oneclear.proof.world;

import io.oneclear.link.matching.LinkTimer;
import io.oneclear.switching.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One life of a process. When it is over, nothing of it happens any more: its timers do not fire,
 * its futures do not complete, what it asks of the world is not done. It can end in the middle of
 * whatever it does, at each point where it speaks to the world; or stand still for a while, and
 * then do at once what it would have done meanwhile.
 */
public final class Life implements Timer, LinkTimer {

  /** Polling goes on all the time: of so many polls one is a point to die at. */
  private static final int POLLS = 40;

  private static final int LONGEST_STOP_MILLIS = 60_000;

  private final SimulatedTime time;
  private final Weather weather;
  private final Chance chance;
  private final Runnable died;
  private int polls;
  private boolean over;
  private long stoppedUntil;

  /**
   * @param died told when it dies of a fault
   */
  public Life(SimulatedTime time, Weather weather, Chance chance, Runnable died) {
    this.time = time;
    this.weather = weather;
    this.chance = chance;
    this.died = died;
  }

  public boolean over() {
    return over;
  }

  /** The process comes to this point; false if it has died, here or before. */
  public boolean reaches(String point) {
    boolean seldom = point.equals("due") && ++polls % POLLS != 0;
    if (over || seldom) {
      return !over;
    }
    if (weather.strikes(Fault.CRASH, point)) {
      end();
    } else if (weather.strikes(Fault.PROCESS_STOPPED, point)) {
      stoppedUntil = time.nanos() + 1_000_000L * chance.between(500, LONGEST_STOP_MILLIS);
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
  public Alarm after(Duration delay, Runnable task) {
    return new Alarm(delay, task);
  }

  public Alarm afterMillis(long millis, Runnable task) {
    return after(Duration.ofMillis(millis), task);
  }

  /** Now, or when it goes on. */
  public void whenAwake(Runnable task) {
    if (time.nanos() < stoppedUntil) {
      after(Duration.ZERO, task);
    } else if (!over) {
      task.run();
    }
  }

  /** Something set on the timer of a life. What is due while that stands still waits. */
  public final class Alarm implements Timer.Handle, LinkTimer.Handle {

    private final Runnable task;
    private SimulatedTime.Task set;

    private Alarm(Duration delay, Runnable task) {
      this.task = task;
      this.set = time.after(delay, this::rings);
    }

    private void rings() {
      long stands = stoppedUntil - time.nanos();
      if (stands > 0) {
        set = time.after(Duration.ofNanos(stands), this::rings);
      } else if (!over) {
        task.run();
      }
    }

    @Override
    public void cancel() {
      set.cancel();
    }
  }

  /** What a dead process gets: an answer that never comes. */
  public static <T> CompletableFuture<T> nothing() {
    return new CompletableFuture<>();
  }
}
