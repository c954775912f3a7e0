package io.oneclear.message.printer;

import io.oneclear.message.FieldTable;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.ResponseCodes;
import io.oneclear.message.pos.BatchEnd48;
import io.oneclear.message.pos.BatchRecord;
import io.oneclear.message.pos.BatchRecords48;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.message.pos.Field60;
import io.oneclear.message.pos.Field61;
import io.oneclear.message.pos.SettlementTotals48;
import io.oneclear.message.text.Gbk;

/** A message of the terminal's leg, field by field. */
final class PosPage {

  private final FieldTable table;
  private final ResponseCodes codes;
  private final IsoMessage message;
  private final Page page;

  PosPage(FieldTable table, ResponseCodes codes, IsoMessage message, Page page) {
    this.table = table;
    this.codes = codes;
    this.message = message;
    this.page = page;
  }

  static void header(byte[] header, Page page) {
    String digits = Mask.hex(header);
    page.line("header " + digits);
    page.part("application 应用类别", digits.substring(0, 2));
    page.part("version 软件总版本号", digits.substring(2, 4));
    page.part("terminal state 终端状态", digits.substring(4, 5));
    page.part("demand 处理要求", digits.substring(5, 6));
    page.part("software 软件分版本号", digits.substring(6));
  }

  void write() {
    page.line(message.mti().digits() + "  " + PosTitles.title(message));
    for (int number : message.fields()) {
      page.field(number, table.name(number), value(number));
      parts(number);
    }
  }

  /** Fields that cannot hold card data are shown as they are; what is not named here is masked. */
  private String value(int number) {
    return switch (number) {
      case 2 -> Mask.pan(message.text(2));
      case 4 -> Values.amount(message.text(4));
      case 3, 11, 12, 13, 15, 23, 25, 26, 32, 53 -> Mask.printable(message.text(number));
      case 14 -> "****";
      case 22 -> Values.entryMode(message.text(22));
      case 35, 36 -> Mask.hidden(message.text(number).length(), "half bytes, track 磁道");
      case 37, 38, 41, 42, 49 -> Mask.printable(message.characters(number));
      case 39 -> Values.responseCode(message, codes);
      case 48, 60, 61 -> Mask.hidden(message.text(number).length(), "digits");
      case 52 -> Mask.hidden(8, "bytes, PIN 密码");
      case 54 -> Mask.hidden(message.characters(54).length(), "characters");
      case 55 -> Mask.hidden(message.bytes(55).length, "bytes");
      case 62 -> field62();
      case 63 -> field63();
      case 64 -> Mask.bytes(message.bytes(64));
      default -> Mask.bytes(message.bytes(number));
    };
  }

  private String field62() {
    byte[] bytes = message.bytes(62);
    return message.mti().isRequest()
        ? Mask.bytes(bytes)
        : Mask.hidden(bytes.length, "bytes, keys or parameters 密钥或参数");
  }

  private String field63() {
    byte[] bytes = message.bytes(63);
    return Values.isSm4Pin(bytes)
        ? Mask.hidden(bytes.length, "bytes, SM4 PIN 国密密码")
        : Mask.bytes(bytes);
  }

  private void parts(int number) {
    switch (number) {
      case 48 -> field48(message.text(48));
      case 53 -> Values.securityControl(message.text(53), page);
      case 54 -> Values.balances(message.characters(54), page);
      case 55 -> ChipData.write(message.bytes(55), page);
      case 59 -> field59(message.characters(59));
      case 60 -> field60(message.text(60));
      case 61 -> field61(message.text(61));
      case 63 -> {
        byte[] bytes = message.bytes(63);
        if (bytes.length > 3 && !Values.isSm4Pin(bytes)) {
          page.part("63.1 organisation 国际组织代码", Mask.text(new String(bytes, 0, 3, Gbk.CHARSET)));
        }
      }
      default -> {
        // No parts.
      }
    }
  }

  private void field48(String digits) {
    try {
      switch (message.mti().digits()) {
        case "0500", "0510" -> {
          SettlementTotals48 totals = SettlementTotals48.decode(digits);
          totals("domestic 内卡", totals.domestic(), totals.domesticResult());
          totals("foreign 外卡", totals.foreign(), totals.foreignResult());
        }
        case "0320", "0330" -> {
          if (digits.length() == 4) {
            page.part("records 总笔数", Integer.toString(BatchEnd48.decode(digits).count()));
            return;
          }
          for (BatchRecord record : BatchRecords48.decode(digits).records()) {
            page.part(
                (record.foreignCard() ? "foreign 外卡" : "domestic 内卡") + " " + record.trace(),
                record.pan().masked() + " " + record.fen() + " fen");
          }
        }
        default -> {
          // What other messages put here is not known.
        }
      }
    } catch (MalformedMessageException e) {
      page.part("not of its form 格式不符", "kept as it is");
    }
  }

  private void totals(String card, BatchTotals totals, int result) {
    page.part(card + " debit 借记", totals.debitCount() + " / " + totals.debitFen() + " fen");
    page.part(card + " credit 贷记", totals.creditCount() + " / " + totals.creditFen() + " fen");
    String meaning =
        switch (result) {
          case 0 -> "not given 未给出";
          case 1 -> "equal 对账平";
          case 2 -> "not equal 对账不平";
          case 3 -> "error 出错";
          default -> "unknown 未知";
        };
    page.part(card + " result 对账应答", result + " " + meaning);
  }

  /** Tags of two characters and three digits of length, where all of the field is of that form. */
  private void field59(String text) {
    if (!message.isBinary(59)) {
      for (TaggedText.Item item : TaggedText.read(text)) {
        String name =
            switch (item.tag()) {
              case "A1" -> "PIN 密码密文";
              case "A2" -> "terminal information 终端信息";
              case "A3" -> "QR code 二维码";
              case "A4" -> "payment voucher 付款凭证码";
              case "A5" -> "location 位置";
              default -> "";
            };
        String value =
            item.tag().equals("A1") || item.tag().equals("A3")
                ? Mask.hidden(item.value().length(), "characters")
                : Mask.text(item.value());
        page.part(Mask.printable(item.tag()) + " " + name, value);
      }
    }
  }

  private void field60(String digits) {
    try {
      Field60 field = Field60.decode(digits);
      page.part("60.1 transaction type 交易类型码", field.type());
      page.part("60.2 batch 批次号", field.batch().digits());
      part("60.3 management code 网络管理信息码", field.networkCode());
      part("60.4 read capability 终端读取能力", field.readCapability());
      part("60.5 chip condition IC卡条件代码", field.chipCondition());
      part("60.6 partial approval 支持部分扣款", field.partialApproval());
      part("60.7 account type 账户类型", field.accountType());
    } catch (MalformedMessageException e) {
      page.part("not of its form 格式不符", "kept as it is");
    }
  }

  private void field61(String digits) {
    try {
      Field61 field = Field61.decode(digits);
      page.part("61.1 original batch 原批次号", field.batch().digits());
      page.part("61.2 original trace 原流水号", field.trace().digits());
      part("61.3 original date 原交易日期", field.date());
      part("61.4 authorization mode 原授权方式", field.authorizationMode());
      part("61.5 authorizing institution 原授权机构", field.authorizationInstitution());
    } catch (MalformedMessageException e) {
      page.part("not of its form 格式不符", "kept as it is");
    }
  }

  private void part(String name, String value) {
    if (!value.isEmpty()) {
      page.part(name, value);
    }
  }
}
