package io.oneclear.message.printer;

import io.oneclear.message.FieldTable;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.ResponseCodes;
import io.oneclear.message.cups.CupsHeader;
import io.oneclear.message.cups.NetworkFunction;
import io.oneclear.message.cups.OriginalData;
import java.util.List;

/** A message of a scheme's link, field by field. */
final class CupsPage {

  /** Sub-fields of field 60: length and name. */
  private static final List<Part> FIELD_60 =
      List.of(
          new Part(4, "reason 报文原因代码"),
          new Part(1, "account owner 账户所有人类型"),
          new Part(1, "read capability 终端读取能力"),
          new Part(1, "chip condition IC卡条件代码"),
          new Part(1, "reserved 保留"),
          new Part(2, "terminal type 终端类型"),
          new Part(1, "no-PIN flag 免密标志"),
          new Part(1, "chip reliability IC卡验证可靠性"),
          new Part(2, "e-commerce indicator 电子商务标志"),
          new Part(1, "interaction mode 交互方式"),
          new Part(2, "special fee type 特殊计费类型"),
          new Part(1, "fee level 特殊计费档次"),
          new Part(3, "reserved 保留"),
          new Part(1, "partial approval 支持部分承兑"),
          new Part(1, "initiation 交易发起方式"),
          new Part(1, "medium 交易介质"),
          new Part(1, "chip application IC卡应用类型"),
          new Part(2, "settlement account type 账户结算类型"),
          new Part(1, "account level 卡账户等级"),
          new Part(2, "card product 卡产品"));

  private record Part(int length, String name) {}

  private final FieldTable table;
  private final ResponseCodes codes;
  private final IsoMessage message;
  private final Page page;

  CupsPage(FieldTable table, ResponseCodes codes, IsoMessage message, Page page) {
    this.table = table;
    this.codes = codes;
    this.message = message;
    this.page = page;
  }

  static void header(CupsHeader header, Page page) {
    page.line("header");
    page.part("version 版本", Integer.toString(header.version()));
    page.part("total length 整个报文长度", Integer.toString(header.totalLength()));
    page.part("destination 目的ID", Mask.printable(header.destination()));
    page.part("source 源ID", Mask.printable(header.source()));
    page.part("reserved 保留", Mask.hex(header.reserved()));
    page.part("batch 批次号", Integer.toString(header.batch()));
    page.part("transaction info 交易信息", Mask.printable(header.transactionInfo()));
    page.part("user info 用户信息", Integer.toString(header.userInfo()));
    page.part("reject code 拒绝码", Mask.printable(header.rejectCode()));
  }

  void write() {
    page.line(message.mti().digits() + "  " + title());
    for (int number : message.fields()) {
      page.field(number, table.name(number), value(number));
      parts(number);
    }
  }

  private String title() {
    boolean request = message.mti().isRequest();
    String code = message.has(3) ? message.text(3).substring(0, 2) : "";
    String title =
        switch (message.mti().original().digits()) {
          case "0100", "0110" ->
              code.equals("20") ? "pre-authorization void 预授权撤销" : "pre-authorization 预授权";
          case "0200", "0210" ->
              switch (code) {
                case "30" -> "balance inquiry 余额查询";
                case "20" -> "void 消费撤销";
                case "00" -> "purchase 消费";
                default -> "financial 金融";
              };
          case "0220", "0230" -> code.equals("20") ? "refund 退货" : "advice 通知";
          case "0420", "0430" -> "reversal 冲正";
          case "0620", "0630" -> "script result 脚本结果通知";
          case "0800", "0810", "0820", "0830" -> "network management 网络管理";
          default -> "message 报文";
        };
    return title + (request ? ", request 请求" : ", answer 应答");
  }

  /** Fields that cannot hold card data are shown as they are; what is not named here is masked. */
  private String value(int number) {
    return switch (number) {
      case 2 -> Mask.pan(message.characters(2));
      case 102, 103 -> Mask.pan(message.characters(number));
      case 4, 5, 6 -> Values.amount(message.text(number));
      case 3, 7, 11, 12, 13 -> Mask.printable(message.text(number));
      case 15, 16, 18, 19, 23, 25, 26, 32, 33, 37, 38, 41, 42, 49, 53, 100, 128 ->
          Mask.printable(message.characters(number));
      case 14 -> "****";
      case 22 -> Values.entryMode(message.characters(22));
      case 35, 36, 45 -> Mask.hidden(message.characters(number).length(), "characters, track 磁道");
      case 39 -> Values.responseCode(message, codes);
      case 48 -> field48();
      case 52 -> Mask.hidden(8, "bytes, PIN 密码");
      case 55 -> Mask.hidden(message.bytes(55).length, "bytes");
      case 54 -> Mask.hidden(message.characters(54).length(), "characters");
      case 60 -> Mask.hidden(message.characters(60).length(), "characters");
      case 61 -> Mask.hidden(message.characters(61).length(), "characters, cardholder 持卡人");
      case 63 ->
          Values.isSm4Pin(message.bytes(63))
              ? Mask.hidden(message.bytes(63).length, "bytes, SM4 PIN 国密密码")
              : Mask.bytes(message.bytes(63));
      case 70 -> function();
      case 90 -> Mask.hidden(message.text(90).length(), "digits");
      case 96 -> Mask.hidden(8, "bytes");
      default -> Mask.bytes(message.bytes(number));
    };
  }

  private String field48() {
    String text = message.characters(48);
    return text.startsWith("NK")
        ? "NK " + Mask.hidden(message.bytes(48).length - 2, "bytes, new key 新密钥")
        : Mask.bytes(message.bytes(48));
  }

  private String function() {
    String code = message.text(70);
    NetworkFunction function = NetworkFunction.of(code);
    if (function == null) {
      return code;
    }
    String name =
        switch (function) {
          case SIGN_ON -> "sign-on 签到";
          case SIGN_OFF -> "sign-off 签退";
          case KEY_RESET -> "key reset 密钥重置";
          case CUT_OVER_BEGINS -> "cut-over begins 日切开始";
          case CUT_OVER_ENDS -> "cut-over ends 日切结束";
          case ECHO -> "echo 线路测试";
        };
    return code + " " + name;
  }

  private void parts(int number) {
    switch (number) {
      case 53 -> Values.securityControl(message.characters(53), page);
      case 54 -> Values.balances(message.characters(54), page);
      case 55 -> ChipData.write(message.bytes(55), page);
      case 60 -> field60(message.characters(60));
      case 90 -> original(message.text(90));
      default -> {
        // No parts.
      }
    }
  }

  private void field60(String text) {
    int at = 0;
    for (Part part : FIELD_60) {
      int end = at + part.length;
      if (end > text.length()) {
        break;
      }
      page.part("60 " + part.name, Mask.printable(text.substring(at, end)));
      at = end;
    }
    if (at < text.length()) {
      page.part("60 further 其余", Mask.text(text.substring(at)));
    }
  }

  private void original(String digits) {
    try {
      OriginalData original = OriginalData.decode(digits);
      page.part("type 原报文类型", original.mti().digits());
      page.part("trace 原系统跟踪号", original.key().stan().digits());
      page.part("transmission time 原传输时间", original.key().transmissionTime());
      page.part("acquirer 原代理机构", original.key().acquirer());
      page.part("forwarder 原发送机构", original.key().forwarder());
    } catch (MalformedMessageException e) {
      page.part("not of its form 格式不符", "kept as it is");
    }
  }
}
