package io.oneclear.app.beans;

import io.oneclear.app.wiring.Wiring;
import org.jpos.q2.QBeanSupport;

/** What the beans have in common: they open and close one part of the wiring. */
abstract class RoomBean extends QBeanSupport {

  abstract void open(Wiring wiring);

  abstract void close(Wiring wiring);

  @Override
  protected final void startService() {
    ((Ignition) getServer()).open(this::open);
  }

  @Override
  protected final void stopService() {
    close(((Ignition) getServer()).wiring());
  }
}
