package io.oneclear.simulator.bank;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.MissingResourceException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads payout files as a bank does: ISO 20022 pain.001, or the batch text. */
final class PayoutReader {

  static final Charset TEXT_CHARSET = Charset.forName("GB18030");
  static final String LAST_LINE = "########";

  private static final int TEXT_COLUMNS = 8;

  private final int maxPayouts;

  PayoutReader(int maxPayouts) {
    this.maxPayouts = maxPayouts;
  }

  static boolean isPayoutFile(String name) {
    return name.matches("pain001_\\d{8}_\\d{3}\\.xml|req_\\d{8}_\\d{3}\\.txt");
  }

  PayoutFile read(Path file) throws IOException {
    String name = file.getFileName().toString();
    return name.endsWith(".xml") ? xml(name, file) : text(name, file);
  }

  /** 流水号|帐号|户名|支付行号|开户行名称|金额|摘要|备注, last line ########. */
  private PayoutFile text(String name, Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, TEXT_CHARSET);
    if (lines.isEmpty() || !lines.getLast().equals(LAST_LINE)) {
      throw new IOException(name + ": the last line is not " + LAST_LINE);
    }
    List<Payout> payouts = new ArrayList<>();
    for (String line : lines.subList(0, lines.size() - 1)) {
      String[] columns = line.split("\\|", -1);
      if (columns.length != TEXT_COLUMNS) {
        throw new IOException(name + ": a line has " + columns.length + " columns");
      }
      add(name, payouts, new Payout(columns[0], columns[1], fen(columns[5]), line));
    }
    return new PayoutFile(name, "", true, payouts);
  }

  private PayoutFile xml(String name, Path file) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(file)) {
      return new XmlReading(name, factory.createXMLStreamReader(in)).read();
    } catch (XMLStreamException | MissingResourceException e) {
      throw new IOException(name + ": not well formed", e);
    }
  }

  private void add(String name, List<Payout> payouts, Payout payout) throws IOException {
    if (payouts.size() == maxPayouts) {
      throw new IOException(name + ": more than " + maxPayouts + " payouts");
    }
    payouts.add(payout);
  }

  private static long fen(String yuan) throws IOException {
    if (!yuan.matches("\\d{1,13}(\\.\\d{1,2})?")) {
      throw new IOException("an amount is not yuan with two decimals");
    }
    return new BigDecimal(yuan).movePointRight(2).longValueExact();
  }

  private static int count(String text) throws IOException {
    if (!text.matches("\\d{1,9}")) {
      throw new IOException("NbOfTxs is not a number of up to nine digits");
    }
    return Integer.parseInt(text);
  }

  /** One pain.001 being read. The group header's count and sum are checked against the orders. */
  private final class XmlReading {

    private final String name;
    private final XMLStreamReader xml;
    private final List<Payout> payouts = new ArrayList<>();
    private String messageId = "";
    private int claimedCount = -1;
    private long claimedFen = -1;

    XmlReading(String name, XMLStreamReader xml) {
      this.name = name;
      this.xml = xml;
    }

    PayoutFile read() throws XMLStreamException, IOException {
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "MsgId" -> messageId = xml.getElementText();
            case "NbOfTxs" -> claimedCount = count(xml.getElementText());
            case "CtrlSum" -> claimedFen = fen(xml.getElementText());
            case "CdtTrfTxInf" -> add(name, payouts, payout());
            default -> {
              // A bank reads on; what it does not know it does not need.
            }
          }
        }
      }
      long fen = payouts.stream().mapToLong(Payout::fen).sum();
      boolean addsUp = claimedCount == payouts.size() && claimedFen == fen;
      return new PayoutFile(name, messageId, addsUp, payouts);
    }

    private Payout payout() throws XMLStreamException, IOException {
      String id = "";
      String account = "";
      long fen = 0;
      boolean inAccount = false;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.END_ELEMENT) {
          if (xml.getLocalName().equals("CdtTrfTxInf")) {
            break;
          }
          inAccount &= !xml.getLocalName().equals("CdtrAcct");
        } else if (event == XMLStreamConstants.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "EndToEndId" -> id = xml.getElementText();
            case "InstdAmt" -> fen = fen(xml.getElementText());
            case "CdtrAcct" -> inAccount = true;
            case "Othr" -> {
              // The account number is the Id inside Othr; the Id around it has no text of its own.
            }
            case "Id" -> account = inAccount ? accountId(account) : account;
            default -> {
              // Names, agents and remittance do not change what the simulator decides.
            }
          }
        }
      }
      return new Payout(id, account, fen, "");
    }

    /** The text of an innermost Id; an Id that holds elements is only walked into. */
    private String accountId(String before) throws XMLStreamException {
      int event = xml.next();
      StringBuilder text = new StringBuilder();
      while (event == XMLStreamConstants.CHARACTERS) {
        text.append(xml.getText());
        event = xml.next();
      }
      return event == XMLStreamConstants.END_ELEMENT ? text.toString().strip() : before;
    }
  }
}
