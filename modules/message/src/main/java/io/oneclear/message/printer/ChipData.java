package io.oneclear.message.printer;

import io.oneclear.message.tlv.Tlv;
import io.oneclear.message.tlv.TlvList;
import java.util.Map;

/** Field 55: a line per data object. Only those known to hold no card data are shown. */
final class ChipData {

  private static final Map<String, String> SHOWN =
      Map.ofEntries(
          Map.entry("4F", "application 应用标识符"),
          Map.entry("5F2A", "currency 交易货币代码"),
          Map.entry("5F34", "card sequence 卡序列号"),
          Map.entry("82", "application interchange profile 应用交互特征"),
          Map.entry("84", "dedicated file name 专用文件名称"),
          Map.entry("8A", "authorization response code 授权响应码"),
          Map.entry("91", "issuer authentication data 发卡行认证数据"),
          Map.entry("95", "terminal verification results 终端验证结果"),
          Map.entry("9A", "date 交易日期"),
          Map.entry("9B", "transaction status 交易状态信息"),
          Map.entry("9C", "transaction type 交易类型"),
          Map.entry("9F02", "amount 授权金额"),
          Map.entry("9F03", "other amount 其他金额"),
          Map.entry("9F09", "application version 应用版本号"),
          Map.entry("9F10", "issuer application data 发卡行应用数据"),
          Map.entry("9F1A", "terminal country 终端国家代码"),
          Map.entry("9F1E", "device serial number 接口设备序列号"),
          Map.entry("9F26", "application cryptogram 应用密文"),
          Map.entry("9F27", "cryptogram information 密文信息数据"),
          Map.entry("9F33", "terminal capabilities 终端性能"),
          Map.entry("9F34", "cardholder verification 持卡人验证方法结果"),
          Map.entry("9F35", "terminal type 终端类型"),
          Map.entry("9F36", "transaction counter 应用交易计数器"),
          Map.entry("9F37", "unpredictable number 不可预知数"),
          Map.entry("9F41", "transaction sequence 交易序列计数器"),
          Map.entry("9F63", "card product 卡产品标识"),
          Map.entry("9F74", "electronic cash code 电子现金授权码"),
          Map.entry("DF31", "script results 发卡行脚本结果"));

  private static final Map<String, String> HIDDEN =
      Map.of(
          "5A", "card number 主账号",
          "56", "track 1 一磁道",
          "57", "track 2 二磁道等效数据",
          "5F20", "cardholder 持卡人姓名",
          "5F24", "expiry 失效日期",
          "71", "issuer script 发卡行脚本1",
          "72", "issuer script 发卡行脚本2",
          "99", "PIN data 密码数据",
          "9F0B", "cardholder 持卡人姓名扩展",
          "9F1F", "track 1 一磁道自定义数据");

  private ChipData() {}

  static void write(byte[] field, Page page) {
    TlvList list = TlvList.decode(field);
    for (Tlv item : list.items()) {
      page.part(name(item.tagHex()), value(item));
    }
    if (!list.complete()) {
      page.part("no data object 无法解析", Mask.hidden(list.rest().length, "bytes"));
    }
  }

  private static String name(String tag) {
    String name = SHOWN.getOrDefault(tag, HIDDEN.get(tag));
    return name == null ? tag : tag + " " + name;
  }

  private static String value(Tlv item) {
    String tag = item.tagHex();
    if (tag.equals("5A")) {
      return Mask.pan(Mask.hex(item.value()).replaceAll("F$", ""));
    }
    if (HIDDEN.containsKey(tag)) {
      return Mask.hidden(item.value().length, "bytes");
    }
    return SHOWN.containsKey(tag) ? Mask.hex(item.value()) : Mask.bytes(item.value());
  }
}
