package io.oneclear.bench.peer.ground;

/** A running peer. */
public interface Peer extends AutoCloseable {

  /** Where terminals connect to, on 127.0.0.1. */
  int port();

  @Override
  void close();
}
