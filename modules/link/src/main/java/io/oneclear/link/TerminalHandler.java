package io.oneclear.link;

/** Who works on the frames of terminals. */
@FunctionalInterface
public interface TerminalHandler {

  /**
   * Takes a frame on. Called on an event loop: it must not block; it may answer at once or later.
   * An exception out of here closes the connection and is counted.
   */
  void handle(TerminalCall call);
}
