package io.oneclear.security;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.security.PinBlocks.BadPinBlockException;
import io.oneclear.security.SecurityModuleException.Reason;
import io.oneclear.security.cipher.BlockKey;
import io.oneclear.security.cipher.DesKey;
import java.security.MessageDigest;

/**
 * The keys of one link in clear, as the scheme at its other end holds them. For simulators and
 * tests of the other side; the switch never has one. For any number of threads.
 */
public final class SchemeKeys {

  private final BlockKey zpk;
  private final DesKey zak;
  private final CupsMac cupsMac = new CupsMac();

  /**
   * @param zpk encrypts PIN blocks
   * @param zak makes MACs; 8 or 16 bytes
   */
  public SchemeKeys(ClearKey zpk, ClearKey zak) {
    this.zpk = zpk.ready();
    this.zak = zak.readyDes();
  }

  /**
   * The PIN of field 52.
   *
   * @throws SecurityModuleException BAD_PIN_BLOCK if the block holds none under this key
   */
  public ClearPin openPin(PinFormat format, PinBlock block, Pan pan) {
    try {
      return ClearPin.ofDigits(PinBlocks.decrypt(format, zpk, block.clear(), pan));
    } catch (BadPinBlockException e) {
      throw new SecurityModuleException(Reason.BAD_PIN_BLOCK, "PIN block refused: " + e.fault());
    }
  }

  /** Field 128: 8 ASCII hex characters. */
  public byte[] mac(IsoMessage message) {
    return cupsMac.mac(zak, message);
  }

  /** True if field 128 is there and right. */
  public boolean macMatches(IsoMessage message) {
    byte[] mac = message.bytes(CupsMac.FIELD);
    return mac != null && MessageDigest.isEqual(mac(message), mac);
  }

  /** A key encrypted (ECB) under the link's ZMK, as a key reset sends it. */
  public static byte[] encryptKey(ClearKey zmk, ClearKey key) {
    return zmk.readyDes().encrypt(key.clear());
  }

  @Override
  public String toString() {
    return "SchemeKeys[****]";
  }
}
