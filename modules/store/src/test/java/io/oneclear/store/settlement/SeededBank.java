package io.oneclear.store.settlement;

import io.oneclear.store.settlement.SeededWorld.Fate;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A bank with books of its own: what it was told to pay, to whom, and what became of it. The same
 * order once more changes nothing there; an order that says something else under the same identity
 * is written down as wrong.
 */
final class SeededBank {

  private static final Charset GB = Charset.forName("GB18030");
  private static final Pattern ITEM =
      Pattern.compile(
          "<EndToEndId>([^<]+)</EndToEndId>.*?<InstdAmt[^>]*>([\\d.]+)</InstdAmt>"
              + ".*?<CdtrAcct><Id><Othr><Id>([^<]+)</Id>",
          Pattern.DOTALL);

  /** An order. The text is its line in the batch text, with which it is answered. */
  private record Order(String id, String account, long fen, String text) {}

  private final SeededWorld world;
  private final Path out;
  private final Path answers;
  private final Map<String, Order> book = new TreeMap<>();
  private final Map<Path, List<Order>> files = new LinkedHashMap<>();
  private final Map<Path, Integer> told = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();

  SeededBank(SeededWorld world, Path out, Path answers) {
    this.world = world;
    this.out = out;
    this.answers = answers;
  }

  /** What is not as it should be. */
  List<String> wrong() {
    return wrong;
  }

  /** Reads what has come; whatever was read before must not have changed. */
  void read(Map<String, String> accountOfMerchant) throws IOException {
    if (!Files.isDirectory(out)) {
      return;
    }
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(SeededBank::orders).sorted().toList()) {
        List<Order> orders = orders(file, file.getFileName().toString().startsWith("pain001_"));
        List<Order> before = files.putIfAbsent(file, orders);
        if (before == null) {
          orders.forEach(order -> take(order, accountOfMerchant));
        } else if (!before.equals(orders)) {
          wrong.add(file.getFileName() + " has changed");
        }
      }
    }
  }

  private static boolean orders(Path file) {
    return file.getFileName().toString().matches("(pain001|req)_.*\\.(xml|txt)");
  }

  private void take(Order order, Map<String, String> accountOfMerchant) {
    String merchant = order.id().substring("OCyyyymmdd".length(), order.id().length() - 2);
    if (!order.account().equals(accountOfMerchant.get(merchant))) {
      wrong.add(order.id() + " goes to an account that is not the merchant's");
    }
    if (book.putIfAbsent(order.id(), order) != null) {
      wrong.add(order.id() + " was ordered twice");
    }
  }

  private static List<Order> orders(Path file, boolean xml) throws IOException {
    List<Order> orders = new ArrayList<>();
    if (xml) {
      Matcher item = ITEM.matcher(Files.readString(file));
      while (item.find()) {
        orders.add(new Order(item.group(1), item.group(3), fen(item.group(2)), ""));
      }
    } else {
      for (String line : Files.readAllLines(file, GB)) {
        if (!line.equals("########")) {
          String[] columns = line.split("\\|", -1);
          orders.add(new Order(columns[0], columns[1], fen(columns[5]), line));
        }
      }
    }
    return orders;
  }

  private static long fen(String yuan) {
    return Long.parseLong(yuan.replace(".", ""));
  }

  /** Answers every file it has not answered, and adds the later news of those it has. */
  void answer() throws IOException {
    Files.createDirectories(answers);
    for (Map.Entry<Path, List<Order>> file : files.entrySet()) {
      int turn = told.merge(file.getKey(), 1, Integer::sum);
      List<Order> news =
          file.getValue().stream().filter(order -> turn == 1 || hasLaterNews(order)).toList();
      if (turn <= 2 && !news.isEmpty()) {
        write(file.getKey().getFileName().toString(), turn, news);
      }
    }
  }

  private boolean hasLaterNews(Order order) {
    Fate fate = world.fate(order.id());
    return fate == Fate.PAID_LATER || fate == Fate.RETURNED;
  }

  private void write(String name, int turn, List<Order> news) throws IOException {
    String suffix = turn == 1 ? "." : "_1.";
    Path answer =
        answers.resolve(
            name.replace("pain001_", "pain002_").replace("req_", "res_").replace(".", suffix));
    StringBuilder text = new StringBuilder();
    if (name.startsWith("pain001_")) {
      news.forEach(order -> text.append(inXml(order, turn)));
      Files.writeString(
          answer,
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
          <OrgnlPmtInfAndSts>%s</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
          """
              .formatted(text));
    } else {
      news.forEach(
          order -> text.append(order.text()).append('|').append(inText(order, turn)).append('\n'));
      Files.writeString(answer, text.append("########\n"), GB);
    }
  }

  private String inXml(Order order, int turn) {
    String status =
        switch (world.fate(order.id())) {
          case PAID -> "ACSC";
          case PAID_LATER -> turn == 1 ? "PDNG" : "ACSC";
          case REJECTED -> "RJCT";
          case RETURNED -> turn == 1 ? "ACSC" : "RJCT";
        };
    return String.format(
        Locale.ROOT,
        "<TxInfAndSts><OrgnlEndToEndId>%s</OrgnlEndToEndId><TxSts>%s</TxSts>%s</TxInfAndSts>",
        order.id(),
        status,
        status.equals("RJCT") ? "<StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf>" : "");
  }

  private String inText(Order order, int turn) {
    return switch (world.fate(order.id())) {
      case PAID -> "成功|";
      case PAID_LATER -> turn == 1 ? "处理中|" : "成功|";
      case REJECTED -> "失败|账号不存在";
      case RETURNED -> turn == 1 ? "成功|" : "退票|账号不存在";
    };
  }

  /** All news are out. */
  boolean hasSaidAll() {
    return files.keySet().stream().allMatch(file -> told.getOrDefault(file, 0) >= 2);
  }

  /** What reached a merchant and stayed there. */
  long paid(String merchant) {
    return book.values().stream()
        .filter(order -> order.id().contains(merchant))
        .filter(
            order -> {
              Fate fate = world.fate(order.id());
              return fate == Fate.PAID || fate == Fate.PAID_LATER;
            })
        .mapToLong(Order::fen)
        .sum();
  }
}
