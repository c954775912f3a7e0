package io.oneclear.message.pos;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.Money;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import java.util.List;

/**
 * What a terminal asks for. A new kind of request is a new member here, and the compiler names
 * every place that has to handle it.
 */
public sealed interface PosRequest {

  PosFrame frame();

  /** A request that could be understood: it names its terminal and merchant (fields 41, 42). */
  sealed interface Understood extends PosRequest {
    TerminalId terminal();

    MerchantId merchant();
  }

  /** A request with a card, an amount or both, journalled as a transaction. */
  sealed interface CardTransaction extends Understood {
    /** Field 11. */
    Stan trace();

    /** Field 60.2. */
    BatchNumber batch();

    CardData card();
  }

  /** 签到 0800, 60.3 = 001, 003, 004, 005. */
  record SignOn(
      PosFrame frame, TerminalId terminal, MerchantId merchant, Stan trace, KeyScheme keyScheme)
      implements Understood {}

  /** 签退 0820, 60.3 = 002. */
  record SignOff(PosFrame frame, TerminalId terminal, MerchantId merchant) implements Understood {}

  /** 回响测试 0820, 60.3 = 301. */
  record Echo(PosFrame frame, TerminalId terminal, MerchantId merchant) implements Understood {}

  /** 余额查询 0200 310000. */
  record BalanceInquiry(
      PosFrame frame,
      TerminalId terminal,
      MerchantId merchant,
      Stan trace,
      BatchNumber batch,
      CardData card)
      implements CardTransaction {}

  /** 消费 0200 000000. */
  record Purchase(
      PosFrame frame,
      TerminalId terminal,
      MerchantId merchant,
      Stan trace,
      BatchNumber batch,
      CardData card,
      Money amount)
      implements CardTransaction {}

  /** 消费撤销 0200 200000, 60.1 = 23. */
  record VoidPurchase(
      PosFrame frame,
      TerminalId terminal,
      MerchantId merchant,
      Stan trace,
      BatchNumber batch,
      CardData card,
      Money amount,
      OriginalReference original)
      implements CardTransaction {}

  /** 退货 0220 200000, 60.1 = 25. */
  record Refund(
      PosFrame frame,
      TerminalId terminal,
      MerchantId merchant,
      Stan trace,
      BatchNumber batch,
      CardData card,
      Money amount,
      OriginalReference original)
      implements CardTransaction {}

  /**
   * 冲正 0400: batch and trace are those of the original.
   *
   * @param card as far as the terminal sent it; null without field 2
   * @param reason field 39: 98 no answer, A0 wrong MAC, 06 other
   */
  record Reversal(
      PosFrame frame,
      TerminalId terminal,
      MerchantId merchant,
      Stan trace,
      BatchNumber batch,
      CardData card,
      Money amount,
      String reason)
      implements Understood {}

  /** 批结算 0500, 60.3 = 201. */
  record BatchSettlement(
      PosFrame frame,
      TerminalId terminal,
      MerchantId merchant,
      Stan trace,
      BatchNumber batch,
      BatchTotals domestic,
      BatchTotals foreign)
      implements Understood {}

  /** 批上送 0320, 60.3 = 201: magnetic records. */
  record BatchUpload(
      PosFrame frame,
      TerminalId terminal,
      MerchantId merchant,
      Stan trace,
      BatchNumber batch,
      List<BatchRecord> records)
      implements Understood {
    public BatchUpload {
      records = List.copyOf(records);
    }
  }

  /**
   * 批上送结束 0320, 60.3 = 207 (totals were equal) or 202 (not equal).
   *
   * @param count records the terminal has uploaded
   */
  record BatchUploadEnd(
      PosFrame frame,
      TerminalId terminal,
      MerchantId merchant,
      Stan trace,
      BatchNumber batch,
      int count,
      boolean totalsWereEqual)
      implements Understood {}

  /**
   * A readable message that cannot be served: a missing or impossible field (30, 13, 14 …) or a
   * transaction not offered (40).
   *
   * @param field the field at fault; 0 the message as a whole
   */
  record Refused(PosFrame frame, ResponseCode code, int field, String reason)
      implements PosRequest {}
}
