package io.oneclear.message.cups;

import io.oneclear.message.FieldTable;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Mti;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Stan;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;

/**
 * The {@code cups} dialect, for both ends of a link: requests to a scheme and its answers, network
 * management, key resets, and what a scheme's side needs to answer. Field 128 is the link's to add
 * and check. Immutable, for any number of threads.
 */
public final class CupsDialect {

  private final FieldTable table;
  private final CupsOptions options;
  private final RequestWriter requests;
  private final AnswerReader answers;
  private final CupsHeader header;

  public CupsDialect(FieldTable table, CupsOptions options) {
    this.table = table;
    this.options = options;
    this.requests = new RequestWriter(options);
    this.answers = new AnswerReader(options.self());
    this.header = CupsHeader.of(options.scheme(), options.self());
  }

  /** A header for our messages to the scheme. */
  public CupsHeader header() {
    return header;
  }

  /**
   * Reads a frame.
   *
   * @param frame not copied: nobody changes it any more
   * @throws MalformedMessageException if it is none, or its header gives another length; nothing
   *     else is thrown, whatever the bytes
   */
  public CupsFrame decode(byte[] frame) throws MalformedMessageException {
    CupsHeader came = CupsHeader.decode(frame, 0, header);
    if (came.totalLength() != frame.length) {
      throw new MalformedMessageException(
          0, "the header says " + came.totalLength() + " bytes, there are " + frame.length);
    }
    return new CupsFrame(came, table.unpack(frame, CupsHeader.LENGTH));
  }

  /**
   * A frame of this message; the header's total length is set.
   *
   * @throws IllegalArgumentException if a field does not fit the table
   */
  public byte[] encode(CupsHeader before, IsoMessage message) {
    byte[] frame = table.pack(message, CupsHeader.LENGTH);
    before.put(frame);
    CupsHeader.putLength(frame, frame.length);
    return frame;
  }

  /** A request to the scheme, without field 128. */
  public IsoMessage toMessage(UpstreamRequest request) {
    return requests.write(request);
  }

  /**
   * The scheme's answer to a request of ours.
   *
   * @throws MalformedMessageException if a field it must have is missing or impossible
   */
  public UpstreamAnswer toAnswer(IsoMessage message) throws MalformedMessageException {
    return answers.read(message);
  }

  /**
   * Fields 7, 11, 32 and 33, which an answer repeats. Absent institution codes are empty: network
   * management has no 32.
   *
   * @throws MalformedMessageException if 7 or 11 is missing
   */
  public UpstreamKey key(IsoMessage message) throws MalformedMessageException {
    return answers.key(message);
  }

  /** The function of a network management message (field 70); null if it has none we know. */
  public NetworkFunction function(IsoMessage message) {
    return NetworkFunction.of(message.has(70) ? message.text(70) : "");
  }

  /** 0820 of ours: sign-on, sign-off, echo. Fields 7, 11, 33, 70. */
  public IsoMessage networkManagement(
      NetworkFunction function, String transmissionTime, Stan stan) {
    return new IsoMessage(Mti.MANAGEMENT_ADVICE)
        .set(7, transmissionTime)
        .set(11, stan.digits())
        .set(33, options.self())
        .set(70, function.code());
  }

  /** 0820/101 of ours: asks the scheme for a new double-length key. */
  public IsoMessage requestKeyReset(KeyReset.Use use, String transmissionTime, Stan stan) {
    return networkManagement(NetworkFunction.KEY_RESET, transmissionTime, stan)
        .set(53, use.securityControl(16));
  }

  /** 0800/101, the scheme's side: brings a new key. Without field 128. */
  public IsoMessage keyReset(KeyReset reset, String transmissionTime, Stan stan) {
    IsoMessage message =
        new IsoMessage(Mti.MANAGEMENT)
            .set(7, transmissionTime)
            .set(11, stan.digits())
            .set(70, NetworkFunction.KEY_RESET.code())
            .set(100, options.self());
    return reset.encode(message);
  }

  /** 0820/201 or 202, the scheme's side: the day {@code settlementDate} (MMDD) is cut. */
  public IsoMessage cutOver(
      NetworkFunction function, String settlementDate, String transmissionTime, Stan stan) {
    return new IsoMessage(Mti.MANAGEMENT_ADVICE)
        .set(7, transmissionTime)
        .set(11, stan.digits())
        .set(15, settlementDate)
        .set(70, function.code())
        .set(100, options.self());
  }

  /**
   * The answer to any request of either side: type, code, and the fields that go back as they came.
   * The scheme's own (15, 38, 54, 55, 100 …) are for the caller to set, as is 128.
   */
  public IsoMessage answerTo(IsoMessage request, ResponseCode code) {
    return AnswerFields.answer(request).set(39, code.code());
  }

  /**
   * Field 90 of a request.
   *
   * @throws MalformedMessageException if it is missing or not 42 digits
   */
  public OriginalData original(IsoMessage request) throws MalformedMessageException {
    if (!request.has(90)) {
      throw new MalformedMessageException(90, "missing");
    }
    return OriginalData.decode(request.text(90));
  }
}
