package io.oneclear.bench.purchase;

import io.oneclear.message.FieldTable;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.MerchantId;
import io.oneclear.message.Money;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.Track2;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsFrame;
import io.oneclear.message.cups.CupsHeader;
import io.oneclear.message.cups.CupsOptions;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.security.CupsMac;
import io.oneclear.security.SecurityModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The messages of one purchase between the switch and a scheme. */
final class UpstreamLeg {

  private static final int MAC_FIELD = 128;

  private final CupsDialect dialect;
  private final CupsHeader header;
  private final CupsMac cupsMac = new CupsMac();
  private final SecurityModule module;
  private final KeyBlock zak;
  private final UpstreamRequest request;
  private final byte[] answer;

  /**
   * @param zak the link's MAC key
   * @param pin already under the link's PIN key
   */
  UpstreamLeg(SecurityModule module, KeyBlock zak, PinBlock pin) throws IOException {
    this.module = module;
    this.zak = zak;
    dialect =
        new CupsDialect(
            FieldTable.load(Path.of("cfg/packager/cups.xml")),
            CupsOptions.of("00010000", "49000000"));
    header = dialect.header();
    request = purchase(pin);
    IsoMessage approval =
        dialect
            .answerTo(dialect.toMessage(request), ResponseCode.APPROVED)
            .set(15, "1122")
            .set(38, "123456")
            .set(100, "63010000");
    answer = dialect.encode(header.answer(), approval.set(MAC_FIELD, mac(approval)));
  }

  private static UpstreamRequest purchase(PinBlock pin) {
    return new UpstreamRequest(
        UpstreamRequest.Type.PURCHASE,
        new UpstreamKey("1122120000", new Stan(1), "49000000", "49000000"),
        new Rrn("000000000001"),
        false,
        new Pan("6225000000000006"),
        "3012",
        null,
        new Track2("6225000000000006D30122010000000000"),
        null,
        pin,
        "021",
        "00",
        Money.cny(10_000),
        "120000",
        "1122",
        new TerminalId("10000001"),
        new MerchantId("898110153310001"),
        "街角小店 上海",
        "5411",
        null,
        null);
  }

  private String mac(IsoMessage message) {
    return new String(cupsMac.mac(module, zak, message).join(), StandardCharsets.US_ASCII);
  }

  byte[] ask() {
    return ask(request);
  }

  byte[] ask(UpstreamRequest request) {
    IsoMessage message = dialect.toMessage(request);
    return dialect.encode(header, message.set(MAC_FIELD, mac(message)));
  }

  UpstreamAnswer understand() throws MalformedMessageException {
    CupsFrame frame = dialect.decode(answer);
    if (!cupsMac.verify(module, zak, frame.message()).join()) {
      throw new IllegalStateException("the scheme's MAC is not accepted");
    }
    return dialect.toAnswer(frame.message());
  }

  void proveThatItWorks() throws MalformedMessageException {
    proveRequest(ask());
    if (!understand().key().equals(request.key())) {
      throw new IllegalStateException("the answer is another request's");
    }
  }

  /** With the right MAC and the merchant's name, as the scheme sees it. */
  void proveRequest(byte[] sent) throws MalformedMessageException {
    CupsFrame asked = dialect.decode(sent);
    if (!cupsMac.verify(module, zak, asked.message()).join()
        || !asked.message().text(43).startsWith("街角小店")) {
      throw new IllegalStateException("the request is not what was asked");
    }
  }
}
