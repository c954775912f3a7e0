package io.oneclear.message.pos;

import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.MerchantId;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;

/**
 * From fields to a request. Which transaction it is say the message type, the processing code (3),
 * the condition code (25) and the type in 60.1; all must agree.
 */
final class RequestReader {

  private static final String NORMAL = "00";
  private static final String PURCHASE = "000000";
  private static final String VOID_OR_REFUND = "200000";
  private static final String BALANCE = "310000";

  /** Field 60.1. */
  private static final String TYPE_BALANCE = "01";

  private static final String TYPE_PURCHASE = "22";
  private static final String TYPE_VOID = "23";
  private static final String TYPE_REFUND = "25";

  private final PosFrame frame;
  private final RequestFields fields;
  private final TerminalId terminal;
  private final MerchantId merchant;
  private final Field60 field60;

  private RequestReader(PosFrame frame) throws Refusal {
    this.frame = frame;
    this.fields = new RequestFields(frame.message());
    this.terminal = fields.terminal();
    this.merchant = fields.merchant();
    this.field60 = fields.field60();
  }

  static PosRequest read(PosFrame frame) {
    try {
      return new RequestReader(frame).read();
    } catch (Refusal refusal) {
      return new PosRequest.Refused(frame, refusal.code(), refusal.field(), refusal.getMessage());
    }
  }

  private PosRequest read() throws Refusal {
    return switch (frame.message().mti().digits()) {
      case "0800" -> management();
      case "0820" -> managementAdvice();
      case "0200" -> financial();
      case "0220" -> advice();
      case "0400" -> reversal();
      case "0500" -> settlement();
      case "0320" -> upload();
      default -> throw RequestFields.notOffered(0, "message type not offered");
    };
  }

  private PosRequest management() throws Refusal {
    KeyScheme scheme = KeyScheme.of(field60.networkCode());
    if (scheme == null) {
      throw RequestFields.notOffered(60, "management code not offered");
    }
    return new PosRequest.SignOn(frame, terminal, merchant, fields.trace(), scheme);
  }

  private PosRequest managementAdvice() throws Refusal {
    return switch (field60.networkCode()) {
      case "002" -> new PosRequest.SignOff(frame, terminal, merchant);
      case "301" -> new PosRequest.Echo(frame, terminal, merchant);
      default -> throw RequestFields.notOffered(60, "management code not offered");
    };
  }

  private PosRequest financial() throws Refusal {
    Stan trace = fields.trace();
    checkEntry();
    if (isKind(BALANCE, TYPE_BALANCE)) {
      return new PosRequest.BalanceInquiry(
          frame, terminal, merchant, trace, field60.batch(), fields.card());
    }
    if (isKind(PURCHASE, TYPE_PURCHASE)) {
      return new PosRequest.Purchase(
          frame, terminal, merchant, trace, field60.batch(), fields.card(), fields.amount());
    }
    if (isKind(VOID_OR_REFUND, TYPE_VOID)) {
      return new PosRequest.VoidPurchase(
          frame,
          terminal,
          merchant,
          trace,
          field60.batch(),
          fields.card(),
          fields.amount(),
          fields.original());
    }
    throw RequestFields.notOffered(3, "transaction not offered");
  }

  private PosRequest advice() throws Refusal {
    Stan trace = fields.trace();
    checkEntry();
    if (!isKind(VOID_OR_REFUND, TYPE_REFUND)) {
      throw RequestFields.notOffered(3, "advice not offered");
    }
    return new PosRequest.Refund(
        frame,
        terminal,
        merchant,
        trace,
        field60.batch(),
        fields.card(),
        fields.amount(),
        fields.original());
  }

  private PosRequest reversal() throws Refusal {
    Stan trace = fields.trace();
    checkEntry();
    if (!isKind(PURCHASE, TYPE_PURCHASE) && !isKind(VOID_OR_REFUND, TYPE_VOID)) {
      throw RequestFields.notOffered(3, "reversal of a transaction not offered");
    }
    return new PosRequest.Reversal(
        frame,
        terminal,
        merchant,
        trace,
        field60.batch(),
        fields.optionalCard(),
        fields.amount(),
        fields.reversalReason());
  }

  /** Entry mode and condition must be ordinary ones. */
  private void checkEntry() throws Refusal {
    if (!fields.is(25, NORMAL)) {
      throw RequestFields.notOffered(25, "condition code not offered");
    }
    if (fields.digits(22).startsWith("03")) {
      throw RequestFields.notOffered(22, "QR codes are not offered");
    }
  }

  /** True if processing code and 60.1 are these. */
  private boolean isKind(String processingCode, String type) throws Refusal {
    return fields.is(3, processingCode) && field60.type().equals(type);
  }

  private PosRequest settlement() throws Refusal {
    if (!field60.networkCode().equals("201")) {
      throw RequestFields.notOffered(60, "management code not offered");
    }
    Stan trace = fields.trace();
    try {
      SettlementTotals48 totals = SettlementTotals48.decode(fields.digits(48));
      return new PosRequest.BatchSettlement(
          frame, terminal, merchant, trace, field60.batch(), totals.domestic(), totals.foreign());
    } catch (MalformedMessageException e) {
      throw new Refusal(ResponseCode.FORMAT_ERROR, 48, e.getMessage());
    }
  }

  private PosRequest upload() throws Refusal {
    String code = field60.networkCode();
    boolean records = code.equals("201");
    boolean equal = code.equals("207");
    if (!field60.type().equals("00") || (!records && !equal && !code.equals("202"))) {
      throw RequestFields.notOffered(60, "batch upload of this kind is not offered");
    }
    Stan trace = fields.trace();
    try {
      String digits = fields.digits(48);
      return records
          ? new PosRequest.BatchUpload(
              frame,
              terminal,
              merchant,
              trace,
              field60.batch(),
              BatchRecords48.decode(digits).records())
          : new PosRequest.BatchUploadEnd(
              frame,
              terminal,
              merchant,
              trace,
              field60.batch(),
              BatchEnd48.decode(digits).count(),
              equal);
    } catch (MalformedMessageException e) {
      throw new Refusal(ResponseCode.FORMAT_ERROR, 48, e.getMessage());
    }
  }
}
