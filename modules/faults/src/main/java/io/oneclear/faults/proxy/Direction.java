package io.oneclear.faults.proxy;

/** Which way a frame goes. The client is who connected. */
public enum Direction {
  TO_SERVER,
  TO_CLIENT
}
