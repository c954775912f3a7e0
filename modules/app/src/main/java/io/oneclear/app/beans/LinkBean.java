package io.oneclear.app.beans;

import io.oneclear.app.wiring.Wiring;

/** {@code 2x_link_*.xml}: one link to a scheme, named by the property {@code link}. */
public final class LinkBean extends RoomBean {

  @Override
  void open(Wiring wiring) {
    wiring.openLink(getConfiguration().get("link"));
  }

  @Override
  void close(Wiring wiring) {
    wiring.closeLink(getConfiguration().get("link"));
  }
}
