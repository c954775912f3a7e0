package io.oneclear.bench.message;

import java.util.SortedMap;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One way from bytes to a message and back.
 *
 * @param <M> its message
 */
interface Codec<M> {

  /** A message of these fields; bytes are given in hexadecimal. */
  M build(String type, SortedMap<Integer, String> fields) throws Exception;

  byte[] encode(M message) throws Exception;

  M decode(byte[] wire) throws Exception;

  /** Looks at every field's value. */
  void readAll(M message, Blackhole into) throws Exception;

  /** The field as {@link #build} takes it. */
  String field(M message, int number) throws Exception;
}
