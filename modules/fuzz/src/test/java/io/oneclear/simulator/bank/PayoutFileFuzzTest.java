package io.oneclear.simulator.bank;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Refusals;
import io.oneclear.fuzz.Scratch;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;

/** A payout file as the bank simulator reads it: the first byte says in which form. */
class PayoutFileFuzzTest {

  private static final int MOST = 1_000;

  private final Scratch scratch = new Scratch();
  private final PayoutReader reader = new PayoutReader(MOST);

  @Timeout(30)
  @FuzzTest
  void file(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    String name = bytes[0] == 't' ? "req_20261123_001.txt" : "pain001_20261123_001.xml";
    assertThat(PayoutReader.isPayoutFile(name)).isTrue();
    try {
      PayoutFile file = reader.read(scratch.file(name, Arrays.copyOfRange(bytes, 1, bytes.length)));
      assertThat(file.payouts()).hasSizeLessThanOrEqualTo(MOST);
      file.payouts().forEach(payout -> assertThat(payout.fen()).isNotNegative());
    } catch (IOException e) {
      Refusals.areClear(e);
    }
  }
}
