package io.oneclear.message.printer;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Money;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.ResponseCodes;

/** Fields that read the same in both dialects. */
final class Values {

  private static final int BALANCE = 20;

  private Values() {}

  static String amount(String digits) {
    return Mask.printable(digits)
        + (isDigits(digits) && digits.length() <= 12
            ? " (" + Money.cny(Long.parseLong(digits)).yuan() + ")"
            : "");
  }

  static String responseCode(IsoMessage message, ResponseCodes codes) {
    String code = message.characters(39);
    if (code.length() != 2) {
      return Mask.text(code);
    }
    ResponseCodes.Meaning meaning = codes.meaning(new ResponseCode(code));
    return Mask.printable(code) + " " + meaning.en() + " " + meaning.zh();
  }

  /** Field 22: how the card was read, and whether a PIN was entered. */
  static String entryMode(String digits) {
    if (digits.length() != 3) {
      return Mask.text(digits);
    }
    String read =
        switch (digits.substring(0, 2)) {
          case "00" -> "unknown 未知";
          case "01" -> "manual 手工";
          case "02" -> "magnetic stripe 磁条";
          case "03" -> "QR code 二维码";
          case "05" -> "chip 接触式IC";
          case "07" -> "contactless 非接触";
          case "80" -> "fallback 降级";
          case "95", "98" -> "contactless variant 非接触";
          default -> "other 其他";
        };
    String pin =
        switch (digits.charAt(2)) {
          case '1' -> "PIN entered 有密码";
          case '2' -> "no PIN 无密码";
          default -> "PIN unknown 密码未知";
        };
    return Mask.printable(digits) + " " + read + ", " + pin;
  }

  /** Field 53: PIN format, algorithm, track encryption. */
  static void securityControl(String digits, Page page) {
    if (digits.length() < 3) {
      return;
    }
    String format =
        switch (digits.charAt(0)) {
          case '0' -> "none 无";
          case '1' -> "X9.8 without PAN 不带主账号";
          case '2' -> "X9.8 with PAN 带主账号";
          default -> "other 其他";
        };
    String algorithm =
        switch (digits.charAt(1)) {
          case '0' -> "single DES 单倍长";
          case '6' -> "triple DES 双倍长";
          case '3', '4' -> "SM4 国密";
          default -> "other 其他";
        };
    page.part("PIN format PIN格式", format);
    page.part("algorithm 加密算法", algorithm);
    page.part("tracks 磁道加密", digits.charAt(2) == '1' ? "encrypted 加密" : "clear 不加密");
  }

  /** Field 54: balances of 20 characters each. */
  static void balances(String text, Page page) {
    if (text.length() % BALANCE != 0) {
      page.part("not of its form 格式不符", Mask.text(text));
      return;
    }
    for (int at = 0; at < text.length(); at += BALANCE) {
      String balance = text.substring(at, at + BALANCE);
      page.part(
          "account 账户 "
              + Mask.printable(balance.substring(0, 2))
              + ", kind 类型 "
              + Mask.printable(balance.substring(2, 4))
              + ", currency 币种 "
              + Mask.printable(balance.substring(4, 7)),
          Mask.printable(balance.substring(7, 8)) + " " + amount(balance.substring(8)));
    }
  }

  static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** True for field 63 that holds an SM4 PIN block. */
  static boolean isSm4Pin(byte[] field) {
    return field.length >= 5 && field[0] == 'S' && field[1] == 'M' && field[2] == '0';
  }
}
