package io.oneclear.security;

import io.oneclear.message.KeyBlock;
import io.oneclear.security.block.BlockHeader;
import io.oneclear.security.block.KeyBlocks;
import java.util.random.RandomGenerator;

/**
 * Brings clear keys under the local master key: what is done at commissioning by hand, and for the
 * demo by program. The switch itself never needs it.
 */
public final class KeyCeremony {

  private final KeyBlocks blocks;
  private final RandomGenerator random;

  public KeyCeremony(MasterKey lmk, RandomGenerator random) {
    this.blocks = new KeyBlocks(lmk.clear());
    this.random = random;
  }

  /** A fresh DES (8 bytes) or triple-DES (16 or 24 bytes) key with odd parity. */
  public ClearKey newKey(int length) {
    return ClearKey.randomDes(length, random);
  }

  /** The key as version D key block under the master key, bound to its usage. */
  public KeyBlock wrap(KeyUsage usage, ClearKey key) {
    char algorithm =
        switch (key.algorithm()) {
          case DES -> key.length() == 8 ? 'D' : 'T';
          case AES -> 'A';
        };
    char mode =
        switch (usage) {
          case KEY_ENCRYPTION, PIN_ENCRYPTION, DATA_ENCRYPTION -> 'B';
          case MAC -> 'C';
        };
    return new KeyBlock(
        blocks.write(BlockHeader.of('D', usage.tr31(), algorithm, mode), key.clear(), random));
  }
}
