package io.oneclear.security.cipher;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;

/**
 * Whether the ciphers compute what the standards say, as hardware modules ask themselves at
 * power-up and from time to time (FIPS 140): a broken processor or memory, or a wrong compilation,
 * would otherwise make wrong MACs and PINs until somebody wonders. Answers of the standards show
 * that a cipher is the right one; two implementations that agree on random data, that it is right
 * on more than those.
 */
public final class SelfTest {

  private static final String DOUBLE_LENGTH = "0123456789ABCDEFFEDCBA9876543210";
  private static final int BLOCKS = 8;

  private final List<Check> checks;

  private record Check(String cipher, BooleanSupplier right) {}

  /**
   * @param random for what the two implementations are compared on
   */
  public SelfTest(RandomGenerator random) {
    this.checks =
        List.of(
            new Check("DES", SelfTest::des),
            new Check("triple DES", SelfTest::tripleDes),
            new Check("retail MAC", SelfTest::retailMac),
            new Check("UnionPay MAC", SelfTest::unionPayMac),
            new Check("AES", SelfTest::aes),
            new Check("AES-CMAC", SelfTest::cmac),
            new Check("SM4", SelfTest::sm4),
            new Check("DES against the platform's", () -> agrees("DES", 8, random)),
            new Check("triple DES against the platform's", () -> agrees("DESede", 16, random)));
  }

  /** The first cipher that computes wrongly; empty if all are right. */
  public Optional<String> wrong() {
    return checks.stream()
        .filter(check -> !check.right.getAsBoolean())
        .map(Check::cipher)
        .findFirst();
  }

  /** FIPS 81, table B1. */
  private static boolean des() {
    return turns(
        new DesKey(hex("0123456789ABCDEF")),
        "Now is the time for all ".getBytes(StandardCharsets.US_ASCII),
        "3FA40E8A984D48156A271787AB8883F9893D51EC4B563B53");
  }

  /** The check value of the key that manuals of payment modules use. */
  private static boolean tripleDes() {
    return turns(new DesKey(hex(DOUBLE_LENGTH)), new byte[8], "08D7B4FB629D0885");
  }

  /** Of the X9.19 answers that circulate: two halves of A and B, single DES to the last block. */
  private static boolean retailMac() {
    byte[] key = "AAAAAAAABBBBBBBB".getBytes(StandardCharsets.US_ASCII);
    byte[] data = "hello world".getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(new DesKey(key).retailMac(data), hex("3DDE5C5511661CBF"));
  }

  /** A published message of a terminal, already folded into one block. */
  private static boolean unionPayMac() {
    byte[] mac = UnionPayMac.of(new DesKey(hex("0723C80DB5F4CD3D")), hex("3761343619AC6492"));
    return MessageDigest.isEqual(mac, "B3A092AE".getBytes(StandardCharsets.US_ASCII));
  }

  /** FIPS 197, appendix C.1. */
  private static boolean aes() {
    return turns(
        new AesKey(hex("000102030405060708090A0B0C0D0E0F")),
        hex("00112233445566778899AABBCCDDEEFF"),
        "69C4E0D86A7B0430D8CDB78070B4C55A");
  }

  /** RFC 4493, example 2. */
  private static boolean cmac() {
    byte[] mac =
        KeyWrapCipher.AES.cmac(
            hex("2B7E151628AED2A6ABF7158809CF4F3C"), hex("6BC1BEE22E409F96E93D7E117393172A"));
    return MessageDigest.isEqual(mac, hex("070A16B46B4D4144F79BDD9DD04A287C"));
  }

  /** GB/T 32907, example 1. */
  private static boolean sm4() {
    byte[] same = hex(DOUBLE_LENGTH);
    return turns(new Sm4Key(same), same, "681EDF34D206965E86B3E94F536E4246");
  }

  private static boolean turns(BlockKey key, byte[] clear, String encrypted) {
    return MessageDigest.isEqual(key.encrypt(clear), hex(encrypted))
        && MessageDigest.isEqual(key.decrypt(hex(encrypted)), clear);
  }

  private static boolean agrees(String family, int keyLength, RandomGenerator random) {
    byte[] key = new byte[keyLength];
    byte[] clear = new byte[BLOCKS * DesKey.BLOCK];
    random.nextBytes(key);
    random.nextBytes(clear);
    byte[] material = keyLength == DesKey.BLOCK ? key : DesKey.tripleLength(key);
    byte[] encrypted = Jca.run(Jca.ecb(Cipher.ENCRYPT_MODE, family, material), clear);
    DesKey ours = new DesKey(key);
    return MessageDigest.isEqual(ours.encrypt(clear), encrypted)
        && MessageDigest.isEqual(ours.decrypt(encrypted), clear);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
