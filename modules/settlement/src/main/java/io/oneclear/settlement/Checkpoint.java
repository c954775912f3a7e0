package io.oneclear.settlement;

/**
 * Told at the places where a crash would hurt most: inside a unit of work before it is committed,
 * between a commit and the next, between two files. Tests and fault drills stop the worker there.
 */
@FunctionalInterface
public interface Checkpoint {

  Checkpoint NONE = _ -> {};

  /**
   * @param place for example {@code POST:before-commit}
   */
  void reached(String place);
}
