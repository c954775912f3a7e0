package io.oneclear.switching;

import io.oneclear.merchant.Terminal;
import io.oneclear.message.ByteRange;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.PinBlock;
import io.oneclear.message.pos.CardData;
import io.oneclear.message.pos.PosFrame;
import io.oneclear.security.MacAlgorithm;
import io.oneclear.security.PinFormat;
import io.oneclear.security.SecurityModule;
import io.oneclear.switching.SwitchMetrics.Hop;
import java.util.concurrent.CompletableFuture;

/** The steps that need a terminal's working keys: CheckMac, TranslatePin, and the answer's MAC. */
final class TerminalSecurity {

  private static final char WITHOUT_PAN = '1';

  private final SwitchParts parts;
  private final SecurityModule module;

  TerminalSecurity(SwitchParts parts) {
    this.parts = parts;
    this.module = parts.security();
  }

  /**
   * True if the terminal is signed on and its MAC is right; then the flight's answer gets one too.
   */
  CompletableFuture<Boolean> checkMac(Flight flight, Terminal terminal) {
    PosFrame frame = flight.request().frame();
    if (!terminal.signedOn() || !frame.hasMac()) {
      return CompletableFuture.completedFuture(false);
    }
    return parts
        .timed(
            Hop.MAC,
            () ->
                module.verifyMac(
                    MacAlgorithm.UNIONPAY_ECB, terminal.macKey(), frame.underMac(), frame.mac()))
        .thenApply(
            right -> {
              if (right) {
                flight.answerWithMac(terminal.macKey());
              }
              return right;
            });
  }

  CompletableFuture<byte[]> mac(KeyBlock key, ByteRange data) {
    return module.mac(MacAlgorithm.UNIONPAY_ECB, key, data);
  }

  /** The PIN from the terminal's key to the link's. Schemes take format 0 only. */
  CompletableFuture<PinBlock> translatePin(Terminal terminal, CardData card, Upstream link) {
    return parts.timed(
        Hop.PIN,
        () ->
            module.translatePin(
                terminal.pinKey(),
                format(card.securityControl()),
                link.pinKey(),
                PinFormat.ISO0,
                card.pin(),
                card.pan()));
  }

  /** Field 53, first digit: 1 X9.8 without the card number, 2 with it (also if 53 is left out). */
  private static PinFormat format(String securityControl) {
    return securityControl != null && securityControl.charAt(0) == WITHOUT_PAN
        ? PinFormat.X98_NO_PAN
        : PinFormat.ISO0;
  }
}
