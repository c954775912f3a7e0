package io.oneclear.message.pos;

import io.oneclear.message.FieldTable;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.ResponseCode;
import java.util.Arrays;
import java.util.Optional;

/**
 * The {@code unionpay-pos} dialect: frames to requests and answers to frames. A frame is TPDU,
 * header and message, without the 2-byte length. Immutable, for any number of threads.
 */
public final class PosDialect {

  private static final int TPDU = PosFrame.TPDU;
  private static final int HEADER = 6;
  private static final int MAC = 64;
  private static final byte[] NO_MAC = new byte[8];

  /** {@code LRI} and two bytes of length, then that many bytes. */
  private static final byte[] LRI = {'L', 'R', 'I'};

  private final FieldTable table;
  private final PosOptions options;
  private final AnswerWriter answers;

  public PosDialect(FieldTable table, PosOptions options) {
    this.table = table;
    this.options = options;
    this.answers = new AnswerWriter(options.acquirer());
  }

  /**
   * Reads a frame, a terminal's or (for terminal simulators) an acquirer's.
   *
   * @param frame not copied: nobody changes it any more
   * @throws MalformedMessageException if it is none; nothing else is thrown, whatever the bytes
   */
  public PosFrame decode(byte[] frame) throws MalformedMessageException {
    int header = headerStart(frame);
    int body = bodyStart(frame, header);
    return new PosFrame(frame, header, body, table.unpack(frame, body));
  }

  /**
   * Understands a request.
   *
   * @return what is asked; a message that is readable but cannot be served is {@link
   *     PosRequest.Refused}
   * @throws MalformedMessageException if the message is not a request and so has no answer
   */
  public PosRequest parse(PosFrame frame) throws MalformedMessageException {
    if (!frame.message().mti().isRequest()) {
      throw new MalformedMessageException(0, "an answer, not a request");
    }
    return RequestReader.read(frame);
  }

  /** The answer to a request, with the header as it came. */
  public EncodedAnswer answer(PosFrame request, PosAnswer answer) {
    return answer(request, answer, TerminalDemand.NONE);
  }

  /**
   * The answer to a request, asking something of the terminal besides.
   *
   * @throws IllegalArgumentException if a part of the answer does not fit its field
   */
  public EncodedAnswer answer(PosFrame request, PosAnswer answer, TerminalDemand demand) {
    IsoMessage message = answers.write(request.message(), answer);
    boolean needsMac = AnswerWriter.needsMac(request.message());
    if (needsMac) {
      message.set(MAC, NO_MAC);
    }
    return new EncodedAnswer(pack(message, request, demand), request.frontLength(), needsMac);
  }

  private byte[] pack(IsoMessage answer, PosFrame request, TerminalDemand demand) {
    byte[] frame = table.pack(answer, request.frontLength());
    request.putFront(frame, options.swapTpdu(), demand);
    return frame;
  }

  /**
   * An answer without MAC to a frame whose fields cannot all be read: type and code, and of the
   * fields that could be read those a terminal looks for.
   *
   * @return empty if not even the type can be read, or it is not a request
   */
  public Optional<byte[]> minimalAnswer(byte[] frame, ResponseCode code) {
    try {
      int header = headerStart(frame);
      int body = bodyStart(frame, header);
      IsoMessage request = table.read(frame, body).message();
      if (request == null || !request.mti().isRequest()) {
        return Optional.empty();
      }
      PosFrame readable = new PosFrame(frame, header, body, request);
      return Optional.of(pack(AnswerWriter.minimal(request, code), readable, TerminalDemand.NONE));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  /**
   * A frame of this message, field 64 included if it is set.
   *
   * @param tpdu 5 bytes
   * @param header 6 bytes, or none
   * @throws IllegalArgumentException if a field does not fit the table
   */
  public byte[] encode(byte[] tpdu, byte[] header, IsoMessage message) {
    byte[] frame = table.pack(message, tpdu.length + header.length);
    System.arraycopy(tpdu, 0, frame, 0, tpdu.length);
    System.arraycopy(header, 0, frame, tpdu.length, header.length);
    return frame;
  }

  /** What the MAC of this message is made over: type to field 63, with bit 64 set. */
  public byte[] macData(IsoMessage message) {
    byte[] mac = message.bytes(MAC);
    byte[] body = table.pack(message.set(MAC, NO_MAC));
    if (mac == null) {
      message.unset(MAC);
    } else {
      message.set(MAC, mac);
    }
    return Arrays.copyOf(body, body.length - NO_MAC.length);
  }

  /** Where the header begins: behind the TPDU and the LRI, if there is one. */
  private int headerStart(byte[] frame) throws MalformedMessageException {
    if (frame.length < TPDU) {
      throw new MalformedMessageException(0, "too short for a TPDU");
    }
    int content = TPDU + LRI.length + 2;
    if (!options.lri()
        || frame.length < content
        || !Arrays.equals(frame, TPDU, TPDU + LRI.length, LRI, 0, LRI.length)) {
      return TPDU;
    }
    return content + ((frame[content - 2] & 0xFF) << 8 | (frame[content - 1] & 0xFF));
  }

  private int bodyStart(byte[] frame, int header) throws MalformedMessageException {
    int body = header + (options.header() ? HEADER : 0);
    if (frame.length < body) {
      throw new MalformedMessageException(0, "too short for TPDU and header");
    }
    return body;
  }
}
