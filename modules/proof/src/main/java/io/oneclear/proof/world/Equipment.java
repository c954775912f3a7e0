package io.oneclear.proof.world;

import io.oneclear.message.FieldTable;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsOptions;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.message.pos.PosOptions;
import io.oneclear.security.ClearKey;
import io.oneclear.security.KeyCeremony;
import io.oneclear.security.KeyUsage;
import io.oneclear.security.MasterKey;
import io.oneclear.security.SchemeKeys;
import java.util.SplittableRandom;

/**
 * What all runs share, because it never changes: dialects and keys. The keys are made of a fixed
 * seed and protect nothing but simulations.
 *
 * @param pos the terminals' dialect
 * @param cups the links' dialect
 * @param lmk master key of the security module
 * @param panSecret protects card numbers in the journal
 * @param tmk every terminal's master key, and under the module's
 * @param link keys of every link, as the scheme has them
 * @param linkPinKey and as the switch has them
 */
public record Equipment(
    PosDialect pos,
    CupsDialect cups,
    MasterKey lmk,
    MasterKey panSecret,
    ClearKey tmk,
    KeyBlock tmkBlock,
    SchemeKeys link,
    KeyBlock linkPinKey,
    KeyBlock linkMacKey) {

  /** Our institution, and a scheme's. */
  public static final String SELF = "49000000";

  private static final String SCHEME = "00010000";
  private static final long SEED = 20_261_126;

  public static Equipment of(FieldTable pos, FieldTable cups) {
    SplittableRandom random = new SplittableRandom(SEED);
    MasterKey lmk = MasterKey.random(random);
    KeyCeremony ceremony = new KeyCeremony(lmk, random);
    ClearKey tmk = ceremony.newKey(16);
    ClearKey zpk = ceremony.newKey(16);
    ClearKey zak = ceremony.newKey(16);
    return new Equipment(
        new PosDialect(pos, PosOptions.STANDARD),
        new CupsDialect(cups, CupsOptions.of(SCHEME, SELF)),
        lmk,
        MasterKey.random(random),
        tmk,
        ceremony.wrap(KeyUsage.KEY_ENCRYPTION, tmk),
        new SchemeKeys(zpk, zak),
        ceremony.wrap(KeyUsage.PIN_ENCRYPTION, zpk),
        ceremony.wrap(KeyUsage.MAC, zak));
  }

  @Override
  public String toString() {
    return "Equipment[****]";
  }
}
