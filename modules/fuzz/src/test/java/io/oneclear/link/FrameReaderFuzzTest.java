package io.oneclear.link;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;

/** Any stream, of a terminal or of a scheme, in any packets reads the same. */
class FrameReaderFuzzTest {

  @Timeout(30)
  @FuzzTest
  void stream(FuzzedDataProvider data) {
    LengthPrefix prefix = data.consumeBoolean() ? LengthPrefix.BINARY_2 : LengthPrefix.ASCII_4;
    int atOnce = data.consumeInt(1, 4);
    int packets = data.consumeInt(1, 20);
    int[] cuts = data.consumeInts(packets);
    if (cuts.length == 0) {
      return; // no bytes were left to cut at
    }
    FrameReaderTest.check(prefix, atOnce, cuts, data.consumeRemainingAsBytes());
  }
}
