package io.oneclear.faults.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Where a frame ends. */
public enum Framing {
  /** Two bytes of length, most significant first: terminals. */
  BINARY_2 {
    @Override
    FrameSource open(Direction direction) {
      return in -> {
        byte[] prefix = in.readNBytes(2);
        return prefix.length < 2
            ? leftOver(prefix)
            : body(in, prefix, ((prefix[0] & 0xFF) << 8) | (prefix[1] & 0xFF));
      };
    }
  },
  /** Four ASCII digits of length: schemes. */
  ASCII_4 {
    @Override
    FrameSource open(Direction direction) {
      return in -> {
        byte[] prefix = in.readNBytes(4);
        int length = 0;
        for (byte digit : prefix) {
          length = length * 10 + (digit - '0');
        }
        return prefix.length < 4 ? leftOver(prefix) : body(in, prefix, length);
      };
    }
  },
  /**
   * PostgreSQL's messages: a type and four bytes of length. A client's first has no type, and the
   * server's answer to a request for encryption is one byte.
   */
  POSTGRESQL {
    @Override
    FrameSource open(Direction direction) {
      return new PostgresqlSource(direction);
    }
  },
  /** Whatever arrives at once. */
  NONE {
    @Override
    FrameSource open(Direction direction) {
      byte[] buffer = new byte[8_192];
      return in -> {
        int read = in.read(buffer);
        return read < 0 ? null : Arrays.copyOf(buffer, read);
      };
    }
  };

  abstract FrameSource open(Direction direction);

  /** The frames of one direction of one connection. */
  @FunctionalInterface
  interface FrameSource {

    /**
     * The next frame; what is left of one if the connection ends in it; null at the end.
     *
     * @throws IOException if the connection breaks
     */
    byte[] next(InputStream in) throws IOException;
  }

  private static byte[] leftOver(byte[] bytes) {
    return bytes.length == 0 ? null : bytes;
  }

  private static byte[] body(InputStream in, byte[] prefix, int length) throws IOException {
    byte[] rest = in.readNBytes(length);
    byte[] whole = Arrays.copyOf(prefix, prefix.length + rest.length);
    System.arraycopy(rest, 0, whole, prefix.length, rest.length);
    return whole;
  }

  private static final class PostgresqlSource implements FrameSource {

    private static final int ENCRYPTION_REQUESTS = 80_877_103;
    private static final int LENGTH = 4;

    private final Direction direction;
    private boolean typed;

    PostgresqlSource(Direction direction) {
      this.direction = direction;
    }

    @Override
    public byte[] next(InputStream in) throws IOException {
      try {
        return typed ? typed(in, in.read()) : first(in);
      } catch (EOFException e) {
        return null;
      }
    }

    private byte[] first(InputStream in) throws IOException {
      if (direction == Direction.TO_CLIENT) {
        int type = in.read();
        if (type == 'N') {
          return new byte[] {'N'};
        }
        typed = true;
        return typed(in, type);
      }
      byte[] frame = withLength(in, in.readNBytes(LENGTH), 0);
      int code = frame.length < 2 * LENGTH ? 0 : ByteBuffer.wrap(frame).getInt(LENGTH);
      typed = code != ENCRYPTION_REQUESTS && code != ENCRYPTION_REQUESTS + 1;
      return frame;
    }

    private static byte[] typed(InputStream in, int type) throws IOException {
      if (type < 0) {
        throw new EOFException();
      }
      byte[] prefix = new byte[1 + LENGTH];
      prefix[0] = (byte) type;
      int read = in.readNBytes(prefix, 1, LENGTH);
      return withLength(in, Arrays.copyOf(prefix, 1 + read), 1);
    }

    private static byte[] withLength(InputStream in, byte[] prefix, int lengthAt)
        throws IOException {
      if (prefix.length < lengthAt + LENGTH) {
        throw new EOFException();
      }
      int length = ByteBuffer.wrap(prefix).getInt(lengthAt);
      return body(in, prefix, length - LENGTH);
    }
  }
}
