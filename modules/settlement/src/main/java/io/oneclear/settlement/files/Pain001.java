package io.oneclear.settlement.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an ISO 20022 {@code pain.001.001.09} message, streaming. */
public final class Pain001 {

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private Pain001() {}

  public static void write(
      OutputStream out, PayoutFile file, Debtor debtor, Iterator<PayoutItem> items)
      throws IOException {
    try {
      XMLStreamWriter xml = FACTORY.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      new Pain001Message(xml).message(file, debtor, items);
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(file.name() + " cannot be written", e);
    }
  }
}
