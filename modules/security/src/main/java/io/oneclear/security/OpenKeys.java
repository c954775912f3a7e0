package io.oneclear.security;

import io.oneclear.message.KeyBlock;
import io.oneclear.security.cipher.BlockKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Opened keys, ready for use, at most {@code limit} of them. Two generations: when the young one is
 * full it becomes the old one and the old one is forgotten, so whatever was used lately stays.
 * Reading takes no lock.
 */
final class OpenKeys {

  /** An opened key and the usage its block binds it to. */
  record OpenKey(KeyUsage usage, BlockKey key) {}

  private record Generations(
      ConcurrentMap<KeyBlock, OpenKey> young, ConcurrentMap<KeyBlock, OpenKey> old) {}

  private final int generationSize;
  private volatile Generations generations =
      new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

  OpenKeys(int limit) {
    this.generationSize = limit / 2;
  }

  /** The opened key; null if it is not kept. */
  OpenKey find(KeyBlock block) {
    Generations now = generations;
    OpenKey key = now.young.get(block);
    if (key == null) {
      key = now.old.get(block);
      if (key != null) {
        keep(block, key);
      }
    }
    return key;
  }

  void keep(KeyBlock block, OpenKey key) {
    if (generations.young.size() >= generationSize) {
      grow();
    }
    generations.young.put(block, key);
  }

  /** How many are kept, counting twice what both generations hold. */
  int size() {
    Generations now = generations;
    return now.young.size() + now.old.size();
  }

  private synchronized void grow() {
    Generations now = generations;
    if (now.young.size() >= generationSize) {
      generations = new Generations(new ConcurrentHashMap<>(), now.young);
    }
  }
}
