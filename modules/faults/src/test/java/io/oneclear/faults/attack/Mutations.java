package io.oneclear.faults.attack;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Frames of a terminal with something changed in them, decided by a seed. */
final class Mutations {

  private static final int LONGEST = 2_048;

  private final List<byte[]> originals;
  private final SplittableRandom random;

  /**
   * @param originals with their two bytes of length
   */
  Mutations(List<byte[]> originals, SplittableRandom random) {
    this.originals = originals;
    this.random = random;
  }

  /** So many frames, one behind the other. */
  ByteBuffer some(int count) {
    ByteBuffer all = ByteBuffer.allocate(count * (LONGEST + 2));
    for (int i = 0; i < count; i++) {
      byte[] whole = originals.get(random.nextInt(originals.size()));
      byte[] body = body(Arrays.copyOfRange(whole, 2, whole.length));
      all.putShort((short) length(body.length)).put(body);
    }
    return all.flip();
  }

  /** Nearly always the right one: after a wrong one nothing behind it can be understood. */
  private int length(int right) {
    return switch (random.nextInt(3_000)) {
      case 0 -> 0;
      case 1 -> 0xFFFF;
      case 2 -> random.nextInt(0x10000);
      default -> right;
    };
  }

  private byte[] body(byte[] body) {
    return switch (random.nextInt(48)) {
      case 0 -> Arrays.copyOf(body, random.nextInt(body.length));
      case 1 -> longer(body);
      case 2 -> randomBytes(1 + random.nextInt(300));
      case 3 -> spliced(body);
      case 4 -> {
        // In the header or the message type: often not a message any more.
        body[random.nextInt(Math.min(13, body.length))] = (byte) random.nextInt(256);
        yield body;
      }
      case 5, 6, 7 -> {
        // In the bitmap: a field more or less, and all behind it out of step.
        int at = Math.min(body.length - 1, 13 + random.nextInt(8));
        body[at] ^= (byte) (1 << random.nextInt(8));
        yield body;
      }
      default -> {
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
          int at = Math.min(body.length - 1, 13 + random.nextInt(body.length));
          body[at] = (byte) random.nextInt(256);
        }
        yield body;
      }
    };
  }

  private byte[] longer(byte[] body) {
    byte[] more = Arrays.copyOf(body, body.length + 1 + random.nextInt(200));
    for (int i = body.length; i < more.length; i++) {
      more[i] = (byte) random.nextInt(256);
    }
    return more;
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The beginning of one message and the end of another. */
  private byte[] spliced(byte[] body) {
    byte[] other = originals.get(random.nextInt(originals.size()));
    int from = 2 + random.nextInt(other.length - 2);
    int upTo = random.nextInt(body.length);
    byte[] both = Arrays.copyOf(body, upTo + other.length - from);
    System.arraycopy(other, from, both, upTo, other.length - from);
    return both;
  }
}
