package io.oneclear.security.block;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The readable head of a key block (TR-31 / X9.143 table 1).
 *
 * @param version A and C key variant binding, B key derivation with triple DES, D with AES
 * @param usage two characters, e.g. P0 PIN encryption, K0 key encryption, M0 or M3 MAC
 * @param algorithm A AES, D single DES, T triple DES
 * @param mode B both directions, C make and verify, E encrypt, D decrypt, X derivation …
 * @param keyVersion two characters, 00 = not versioned
 * @param exportability E exportable, N not, S sensitive
 * @param optionalBlocks in their order
 */
public record BlockHeader(
    char version,
    String usage,
    char algorithm,
    char mode,
    String keyVersion,
    char exportability,
    List<OptionalBlock> optionalBlocks) {

  static final int FIXED_LENGTH = 16;
  private static final Pattern CODES =
      Pattern.compile("[A-D][0-9A-Z]{2}[A-Z0-9]{2}[0-9A-Za-z]{2}[A-Z]");

  /** Two characters of identity and its data, as text. */
  public record OptionalBlock(String id, String data) {}

  public BlockHeader {
    optionalBlocks = List.copyOf(optionalBlocks);
    String codes = "" + version + usage + algorithm + mode + keyVersion + exportability;
    if (!CODES.matcher(codes).matches()) {
      throw new IllegalArgumentException("a key block header does not have these codes");
    }
  }

  /** A header without optional blocks, as we write it for our own keys. */
  public static BlockHeader of(char version, String usage, char algorithm, char mode) {
    return new BlockHeader(version, usage, algorithm, mode, "00", 'N', List.of());
  }
}
