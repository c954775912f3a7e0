package io.oneclear.settlement.files;

import io.oneclear.message.Money;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** One message being written. */
record Pain001Message(XMLStreamWriter xml) {

  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

  void message(PayoutFile file, Debtor debtor, Iterator<PayoutItem> items)
      throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    newLine();
    xml.writeStartElement("Document");
    xml.writeDefaultNamespace(NAMESPACE);
    open("CstmrCdtTrfInitn");
    open("GrpHdr");
    leaf("MsgId", file.messageId());
    leaf("CreDtTm", file.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
    leaf("NbOfTxs", Integer.toString(file.count()));
    leaf("CtrlSum", Money.cny(file.totalFen()).yuan());
    open("InitgPty");
    leaf("Nm", debtor.name());
    close(2);
    open("PmtInf");
    payment(file, debtor);
    while (items.hasNext()) {
      item(items.next());
    }
    close(3);
    newLine();
    xml.writeEndDocument();
  }

  private void payment(PayoutFile file, Debtor debtor) throws XMLStreamException {
    leaf("PmtInfId", file.messageId());
    leaf("PmtMtd", "TRF");
    leaf("BtchBookg", "true");
    leaf("NbOfTxs", Integer.toString(file.count()));
    leaf("CtrlSum", Money.cny(file.totalFen()).yuan());
    open("ReqdExctnDt");
    leaf("Dt", file.valueDate().toString());
    close(1);
    open("Dbtr");
    leaf("Nm", debtor.name());
    close(1);
    account("DbtrAcct", debtor.accountNumber());
    agent("DbtrAgt", debtor.bankCode(), null);
  }

  private void item(PayoutItem item) throws XMLStreamException {
    newLine();
    open("CdtTrfTxInf");
    open("PmtId");
    leaf("InstrId", item.endToEndId());
    leaf("EndToEndId", item.endToEndId());
    close(1);
    open("Amt");
    xml.writeStartElement("InstdAmt");
    xml.writeAttribute("Ccy", "CNY");
    xml.writeCharacters(Money.cny(item.amountFen()).yuan());
    close(2);
    agent("CdtrAgt", item.bankCode(), item.bankName());
    open("Cdtr");
    leaf("Nm", item.accountName());
    close(1);
    account("CdtrAcct", item.accountNumber());
    open("RmtInf");
    leaf("Ustrd", Remittance.textFor(item));
    close(2);
  }

  private void account(String element, String number) throws XMLStreamException {
    open(element);
    open("Id");
    open("Othr");
    leaf("Id", number);
    close(3);
  }

  private void agent(String element, String cnaps, String name) throws XMLStreamException {
    open(element);
    open("FinInstnId");
    open("ClrSysMmbId");
    open("ClrSysId");
    leaf("Cd", "CNAPS");
    close(1);
    leaf("MmbId", cnaps);
    close(1);
    if (name != null) {
      leaf("Nm", name);
    }
    close(2);
  }

  private void open(String element) throws XMLStreamException {
    xml.writeStartElement(element);
  }

  private void leaf(String element, String text) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void close(int elements) throws XMLStreamException {
    for (int i = 0; i < elements; i++) {
      xml.writeEndElement();
    }
  }

  private void newLine() throws XMLStreamException {
    xml.writeCharacters("\n");
  }
}
