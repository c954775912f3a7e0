package io.oneclear.message.printer;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Mti;
import io.oneclear.message.pos.Field60;
import java.util.Map;

/** Which transaction a terminal's message is, by its type and field 60. */
final class PosTitles {

  /** By class of type and 60.1. */
  private static final Map<String, String> BY_TYPE =
      Map.ofEntries(
          Map.entry("02 01", "balance inquiry 余额查询"),
          Map.entry("02 22", "purchase 消费"),
          Map.entry("02 23", "void 消费撤销"),
          Map.entry("02 25", "refund 退货"),
          Map.entry("01 10", "pre-authorization 预授权"),
          Map.entry("01 11", "pre-authorization void 预授权撤销"),
          Map.entry("02 20", "completion 预授权完成"),
          Map.entry("02 21", "completion void 预授权完成撤销"),
          Map.entry("02 24", "completion advice 预授权完成通知"),
          Map.entry("02 30", "offline settlement 离线结算"),
          Map.entry("02 32", "settlement adjustment 结算调整"),
          Map.entry("02 36", "offline electronic cash 电子现金脱机上送"),
          Map.entry("04 10", "reversal of pre-authorization 预授权冲正"),
          Map.entry("04 11", "reversal of pre-authorization void 预授权撤销冲正"),
          Map.entry("04 20", "reversal of completion 预授权完成冲正"),
          Map.entry("04 21", "reversal of completion void 预授权完成撤销冲正"),
          Map.entry("04 22", "reversal of purchase 消费冲正"),
          Map.entry("04 23", "reversal of void 消费撤销冲正"),
          Map.entry("08 07", "electronic signature 电子签名"),
          Map.entry("09 07", "electronic signature 电子签名"));

  /** By class of type and 60.3. */
  private static final Map<String, String> BY_CODE =
      Map.ofEntries(
          Map.entry("08 001", "sign-on, single-length keys 签到"),
          Map.entry("08 003", "sign-on, double-length keys 签到"),
          Map.entry("08 004", "sign-on, double-length keys and track key 签到"),
          Map.entry("08 005", "sign-on, SM4 签到"),
          Map.entry("08 002", "sign-off 签退"),
          Map.entry("08 301", "echo 回响测试"),
          Map.entry("08 362", "terminal status 终端状态上送"),
          Map.entry("08 360", "parameter download 参数下载"),
          Map.entry("08 370", "CA key download 公钥下载"),
          Map.entry("08 371", "CA key download ends 公钥下载结束"),
          Map.entry("08 372", "CA key status 公钥状态上送"),
          Map.entry("08 380", "chip parameter download IC参数下载"),
          Map.entry("08 381", "chip parameter download ends IC参数下载结束"),
          Map.entry("08 382", "chip parameter status IC参数状态上送"),
          Map.entry("05 201", "batch settlement 批结算"),
          Map.entry("03 201", "batch upload 批上送"),
          Map.entry("03 202", "batch upload ends, totals differ 批上送结束(不平)"),
          Map.entry("03 207", "batch upload ends, totals equal 批上送结束(平)"),
          Map.entry("06 951", "script result 脚本结果通知"));

  private PosTitles() {}

  static String title(IsoMessage message) {
    Mti mti = message.mti();
    String group = mti.digits().substring(0, 2) + " ";
    String direction = mti.isRequest() ? "request 请求" : "answer 应答";
    if (!message.has(60)) {
      return direction;
    }
    try {
      Field60 field = Field60.decode(message.text(60));
      String title =
          BY_TYPE.getOrDefault(group + field.type(), BY_CODE.get(group + field.networkCode()));
      return title == null ? direction : title + ", " + direction;
    } catch (MalformedMessageException e) {
      return direction;
    }
  }
}
