package io.oneclear.security;

import io.oneclear.message.ByteRange;
import io.oneclear.security.block.BadKeyBlockException;
import io.oneclear.security.block.KeyBlocks;
import io.oneclear.security.cipher.AesKey;
import io.oneclear.security.cipher.BlockKey;
import io.oneclear.security.cipher.DesKey;
import io.oneclear.security.cipher.KeyWrapCipher;
import io.oneclear.security.cipher.MacPadding;
import io.oneclear.security.cipher.Sm4Key;
import io.oneclear.security.cipher.UnionPayMac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Published answers of every cipher the software module computes with. A processor, a memory or a
 * compiler that is wrong shows here, whatever the reason. The keys protect nothing: they are in the
 * publications too. Keys are made ready anew each time, by the same methods that answer questions.
 *
 * <ul>
 *   <li>DES: FIPS 81, table B1. Triple DES: NIST SP 800-67, appendix B, for three keys; for two the
 *       working key of a published sign-on ({@code keys.json} of the test vectors).
 *   <li>UnionPay's ECB MAC: a published message, whole. X9.19 and CBC MAC: {@code
 *       knovichikhin/psec} (all in {@code mac.json}).
 *   <li>AES: FIPS 197, appendix C.1 and C.3; in CBC NIST SP 800-38A, F.2.1; CMAC RFC 4493, example
 *       3.
 *   <li>SM4: GB/T 32907, appendix A, example 1.
 *   <li>Key block, version D: TR-31:2018, A.7.4, example 3.
 * </ul>
 */
final class KnownAnswers {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] HELLO = "hello world".getBytes(StandardCharsets.US_ASCII);

  private static final String NIST_AES_KEY = "2B7E151628AED2A6ABF7158809CF4F3C";
  private static final String NIST_BLOCKS =
      "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51";
  private static final String COUNTING = "000102030405060708090A0B0C0D0E0F";
  private static final String KEY_BLOCK =
      "D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA"
          + "05F7425509593D03A457DC34";

  private static final List<Answer> ALL =
      List.of(
          block(
              "DES",
              () -> new DesKey(hex("0123456789ABCDEF")),
              "4E6F77206973207468652074696D6520666F7220616C6C20",
              "3FA40E8A984D48156A271787AB8883F9893D51EC4B563B53"),
          block(
              "triple DES with two keys",
              () -> new DesKey(hex("CA5D92598DCA48CE8A4C76361A9269E9")),
              "807A23AD32B36D457AE91FDF927570EA",
              "6701EAD6A9AD51E51AA406E2C27FCFA9"),
          block(
              "triple DES with three keys",
              () -> new DesKey(hex("0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123")),
              "54686520717566636B2062726F776E20666F78206A756D70",
              "A826FD8CE53B855FCCE21C8112256FE668D5C05DD9B6B900"),
          new Answer(
              "UnionPay MAC",
              () ->
                  UnionPayMac.of(
                      new DesKey(hex("0723C80DB5F4CD3D0723C80DB5F4CD3D")),
                      ByteRange.of(
                          hex(
                              "02003020048000C0801500000000000000123400000203009930303030303030"
                                  + "313935323731383138323231373837353135360019260000010006000000"
                                  + "0000435F01123238343431323334353637383930313233345F0306313630"
                                  + "3033365F04063230303832365C023031"))),
              "4233413039324145"),
          new Answer(
              "X9.19 MAC",
              () -> new DesKey(hex("41414141414141414242424242424242")).retailMac(HELLO),
              "3DDE5C5511661CBF"),
          new Answer(
              "CBC MAC",
              () ->
                  new DesKey(hex("AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB"))
                      .cbcMac(MacPadding.ZEROS.pad(HELLO)),
              "68D9038F23360DF3"),
          block(
              "AES-128",
              () -> new AesKey(hex(COUNTING)),
              "00112233445566778899AABBCCDDEEFF",
              "69C4E0D86A7B0430D8CDB78070B4C55A"),
          block(
              "AES-256",
              () -> new AesKey(hex(COUNTING + "101112131415161718191A1B1C1D1E1F")),
              "00112233445566778899AABBCCDDEEFF",
              "8EA2B7CA516745BFEAFC49904B496089"),
          block(
              "SM4",
              () -> new Sm4Key(hex("0123456789ABCDEFFEDCBA9876543210")),
              "0123456789ABCDEFFEDCBA9876543210",
              "681EDF34D206965E86B3E94F536E4246"),
          new Answer(
              "AES in CBC",
              () ->
                  KeyWrapCipher.AES.encryptCbc(hex(NIST_AES_KEY), hex(COUNTING), hex(NIST_BLOCKS)),
              "7649ABAC8119B246CEE98E9B12E9197D5086CB9B507219EE95DB113A917678B2"),
          new Answer(
              "AES-CMAC",
              () ->
                  KeyWrapCipher.AES.cmac(
                      hex(NIST_AES_KEY), hex(NIST_BLOCKS), hex("30C81C46A35CE411")),
              "DFA66747DE9AE63030CA32611497C827"),
          new Answer(
              "key block",
              () ->
                  new KeyBlocks(
                          hex("88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6"))
                      .open(KEY_BLOCK)
                      .clear(),
              "3F419E1CB7079442AA37474C2EFBF8B8"));

  private KnownAnswers() {}

  /** Computes all of them and names the ciphers that gave another answer than the published one. */
  static List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    for (Answer answer : ALL) {
      if (!answer.right()) {
        wrong.add(answer.cipher);
      }
    }
    return wrong;
  }

  @FunctionalInterface
  private interface Computation {
    byte[] compute() throws BadKeyBlockException;
  }

  @FunctionalInterface
  private interface KeyMaker {
    BlockKey make();
  }

  private record Answer(String cipher, Computation computation, byte[] published) {

    Answer(String cipher, Computation computation, String published) {
      this(cipher, computation, hex(published));
    }

    /** A cipher that throws gives no answer, which is a wrong one. */
    boolean right() {
      try {
        return MessageDigest.isEqual(computation.compute(), published);
      } catch (RuntimeException | BadKeyBlockException _) {
        return false;
      }
    }
  }

  /** Both directions: what is decrypted must be what was encrypted, from the published bytes. */
  private static Answer block(String cipher, KeyMaker key, String clear, String encrypted) {
    byte[] clearBytes = hex(clear);
    byte[] encryptedBytes = hex(encrypted);
    return new Answer(
        cipher,
        () -> both(key.make().encrypt(clearBytes), key.make().decrypt(encryptedBytes)),
        both(encryptedBytes, clearBytes));
  }

  private static byte[] both(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] hex(String digits) {
    return HEX.parseHex(digits);
  }
}
