package io.oneclear.message.printer;

import io.oneclear.message.FieldTable;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.ResponseCodes;
import java.util.Arrays;

/**
 * Says what a message says, masked, in English and Chinese. Finds out by itself which dialect it is
 * and how it is wrapped: with or without length, TPDU and header.
 */
public final class MessagePrinter {

  /** The most bytes looked at: a frame of either dialect is shorter. */
  public static final int MOST = 0xFFFF + 2;

  private final FieldTable pos;
  private final FieldTable cups;
  private final ResponseCodes codes;

  public MessagePrinter(FieldTable pos, FieldTable cups, ResponseCodes codes) {
    this.pos = pos;
    this.cups = cups;
    this.codes = codes;
  }

  /**
   * Describes a message, a line per field and sub-field.
   *
   * @throws MalformedMessageException if the bytes are no message of either dialect; says how far
   *     the nearest reading came, and nothing of the content
   */
  public String describe(byte[] bytes) throws MalformedMessageException {
    if (bytes.length > MOST) {
      throw new MalformedMessageException(0, "longer than any message");
    }
    Page page = new Page();
    switch (new MessageDetector(pos, cups).detect(bytes)) {
      case MessageDetector.Pos found -> describe(bytes, found, page);
      case MessageDetector.Cups found -> {
        page.line("cups · " + found.framing());
        if (found.header() != null) {
          CupsPage.header(found.header(), page);
        }
        if (found.message() != null) {
          new CupsPage(cups, codes, found.message(), page).write();
        }
      }
    }
    return page.toString();
  }

  private void describe(byte[] bytes, MessageDetector.Pos found, Page page) {
    page.line("unionpay-pos · " + found.framing());
    if (found.tpdu() >= 0) {
      page.line("TPDU " + Mask.hex(Arrays.copyOfRange(bytes, found.tpdu(), found.tpdu() + 5)));
    }
    if (found.header() >= 0) {
      PosPage.header(Arrays.copyOfRange(bytes, found.header(), found.header() + 6), page);
    }
    new PosPage(pos, codes, found.message(), page).write();
  }

  /** Describes a decoded message of the terminal's leg. */
  public String describePos(IsoMessage message) {
    Page page = new Page();
    new PosPage(pos, codes, message, page).write();
    return page.toString();
  }

  /** Describes a decoded message of a scheme's link. */
  public String describeCups(IsoMessage message) {
    Page page = new Page();
    new CupsPage(cups, codes, message, page).write();
    return page.toString();
  }
}
