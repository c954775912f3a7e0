package io.oneclear.message.cups;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Money;
import io.oneclear.message.Mti;
import io.oneclear.message.PinBlock;
import io.oneclear.message.text.Digits;
import io.oneclear.message.text.Gbk;
import io.oneclear.message.upstream.UpstreamRequest;
import java.util.Arrays;

/** From the house's words to the fields of a request to the scheme. */
final class RequestWriter {

  private static final int MERCHANT_NAME = 40;

  /** Field 53: PIN block with PAN; triple DES, or SM4 with the block in field 63. */
  private static final String TRIPLE_DES = "2600000000000000";

  private static final String SM4 = "2400000000000000";
  private static final byte[] SM4_PIN = {'S', 'M', '0', '1', '6'};
  private static final int SM4_BLOCK = 16;

  private final CupsOptions options;
  private final String ordinary;
  private final String reversal;

  RequestWriter(CupsOptions options) {
    this.options = options;
    this.ordinary = pointOfService("0000", options);
    this.reversal = pointOfService(options.reversalReason(), options);
  }

  IsoMessage write(UpstreamRequest request) {
    UpstreamRequest.Type type = request.type();
    Mti mti = request.repeat() ? type.mti().repeat() : type.mti();
    IsoMessage message = new IsoMessage(mti).set(3, type.processingCode().digits());
    identity(message, request);
    put(message, 2, request.pan() == null ? null : request.pan().clear());
    amount(message, request.amount());
    put(message, 12, request.localTime());
    put(message, 13, request.localDate());
    put(message, 18, request.mcc());
    message.set(19, options.country());
    put(message, 22, request.entryMode());
    put(message, 23, request.sequence());
    put(message, 25, request.conditionCode());
    message.set(41, request.terminal().code());
    message.set(42, request.merchant().code());
    String name = request.merchantName();
    put(message, 43, name == null ? null : Gbk.cut(name, MERCHANT_NAME));
    message.set(60, type.isReversal() ? reversal : ordinary);
    put(message, 38, request.authorizationCode());
    put(message, 55, request.icc());
    switch (type) {
      case BALANCE_INQUIRY, PURCHASE -> {
        put(message, 14, request.expiry());
        track2(message, request);
        pin(message, request.pin());
      }
      case VOID_PURCHASE -> {
        track2(message, request);
        pin(message, request.pin());
      }
      case REFUND -> track2(message, request);
      case REVERSE_PURCHASE, REVERSE_VOID -> {
        // The original is named by field 90; a reversal carries neither track nor PIN.
      }
    }
    if (request.original() != null) {
      message.set(90, OriginalData.of(request.original()).encode());
    }
    return message;
  }

  private static void identity(IsoMessage message, UpstreamRequest request) {
    message
        .set(7, request.key().transmissionTime())
        .set(11, request.key().stan().digits())
        .set(32, request.key().acquirer())
        .set(33, request.key().forwarder());
    put(message, 37, request.rrn() == null ? null : request.rrn().code());
  }

  private static void amount(IsoMessage message, Money amount) {
    if (amount == null) {
      message.set(49, "156");
      return;
    }
    message.set(4, Digits.fixed(amount.fen(), 12)).set(49, amount.currency().digits());
  }

  private static void track2(IsoMessage message, UpstreamRequest request) {
    put(message, 35, request.track2() == null ? null : request.track2().clear().replace('D', '='));
  }

  private void pin(IsoMessage message, PinBlock pin) {
    if (pin == null) {
      return;
    }
    byte[] block = pin.clear();
    message.set(26, options.longestPin());
    if (block.length < SM4_BLOCK) {
      message.set(52, block).set(53, TRIPLE_DES);
      return;
    }
    byte[] field63 = Arrays.copyOf(SM4_PIN, SM4_PIN.length + SM4_BLOCK);
    System.arraycopy(block, 0, field63, SM4_PIN.length, SM4_BLOCK);
    message.set(52, new byte[8]).set(53, SM4).set(63, field63);
  }

  /**
   * Field 60 up to 60.2.9: reason 4, account owner 1, read capability 1, chip condition 1, reserved
   * 1, terminal type 2, no-PIN flag 1, chip reliability 1, ECI 2, interaction mode 1.
   */
  private static String pointOfService(String reason, CupsOptions options) {
    return reason + "0" + options.readCapability() + "00" + options.terminalType() + "00" + "000";
  }

  private static void put(IsoMessage message, int field, String text) {
    if (text != null) {
      message.set(field, text);
    }
  }

  private static void put(IsoMessage message, int field, byte[] bytes) {
    if (bytes != null) {
      message.set(field, bytes);
    }
  }
}
