package io.oneclear.settlement.files;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.MissingResourceException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an ISO 20022 {@code pain.002.001.10} message: of every {@code TxInfAndSts} the {@code
 * OrgnlEndToEndId}, {@code TxSts} (ACSC, ACCC: paid; ACCP, ACTC, ACSP, PDNG: pending; RJCT: not
 * paid) and the reason. No document type, no entities: what could reach outside is off.
 */
final class Pain002 {

  private static final int MAX_REASON = 140;

  private Pain002() {}

  static List<BankAnswer> read(String name, Path file) throws IOException {
    List<BankAnswer> answers = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader xml = factory().createXMLStreamReader(in);
      boolean report = false;
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        if (xml.getLocalName().equals("CstmrPmtStsRpt")) {
          report = true;
        } else if (xml.getLocalName().equals("TxInfAndSts")) {
          if (answers.size() == BankAnswers.MAX_ANSWERS) {
            throw new RefusedFileException(name, "more than " + answers.size() + " answers");
          }
          answers.add(answer(name, xml));
        }
      }
      if (!report) {
        throw new RefusedFileException(name, "not a pain.002 payment status report");
      }
    } catch (XMLStreamException e) {
      throw new RefusedFileException(
          name, e.getLocation() == null ? 0 : e.getLocation().getLineNumber(), "not well formed");
    } catch (CharacterCodingException | CharConversionException e) {
      throw new RefusedFileException(name, "not in the encoding it says", e);
    } catch (MissingResourceException e) {
      // The JDK's reader has no words for some of what may be wrong with a document type.
      throw new RefusedFileException(name, "not well formed", e);
    }
    return answers;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private static BankAnswer answer(String name, XMLStreamReader xml) throws XMLStreamException {
    int line = xml.getLocation().getLineNumber();
    String id = "";
    String status = "";
    String reason = "";
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("TxInfAndSts")) {
        break;
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "OrgnlEndToEndId" -> id = xml.getElementText();
          case "TxSts" -> status = xml.getElementText();
          case "Cd", "Prtry" -> reason = xml.getElementText();
          case "AddtlInf" -> reason = (reason + " " + xml.getElementText()).strip();
          default -> {
            // Other elements say nothing about the outcome.
          }
        }
      }
    }
    if (id.isEmpty() || id.length() > 35) {
      throw new RefusedFileException(name, line, "no OrgnlEndToEndId of 1 to 35 characters");
    }
    BankAnswer.Result result =
        switch (status) {
          case "ACSC", "ACCC" -> BankAnswer.Result.PAID;
          case "RJCT" -> BankAnswer.Result.NOT_PAID;
          case "ACCP", "ACTC", "ACSP", "PDNG" -> BankAnswer.Result.PENDING;
          default -> throw new RefusedFileException(name, line, "unknown TxSts");
        };
    return new BankAnswer(id, result, -1, shortened(reason));
  }

  static String shortened(String text) {
    return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON);
  }
}
