package io.oneclear.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Mti;
import io.oneclear.simulator.Dialects;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerScanTest {

  private static final byte[] FRAME =
      Dialects.pos()
          .encode(
              new byte[5],
              new byte[6],
              new IsoMessage(Mti.FINANCIAL.answer())
                  .set(2, "6216261234567890128")
                  .set(3, "000000")
                  .set(4, "000000001000")
                  .set(11, "004711")
                  .set(12, "101112")
                  .set(13, "1122")
                  .set(14, "3012")
                  .set(15, "1122")
                  .set(23, "001")
                  .set(25, "00")
                  .set(32, "49000000")
                  .set(37, "000000000001")
                  .set(38, "123456")
                  .set(39, "00")
                  .set(41, "10000001")
                  .set(42, "490100054110001")
                  .set(64, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));

  @Test
  void traceCodeTerminalAndMacAreFoundBehindAllOtherFields() {
    AnswerScan answer = new AnswerScan();
    byte[] among = new byte[FRAME.length + 20];
    System.arraycopy(FRAME, 0, among, 7, FRAME.length);

    assertThat(answer.read(among, 7, FRAME.length)).isTrue();
    assertThat(answer.trace()).isEqualTo(4711);
    assertThat(answer.code()).isEqualTo("00");
    assertThat(answer.approved()).isTrue();
    assertThat(answer.terminal())
        .isEqualTo(AnswerScan.terminalNumber("10000001".getBytes(StandardCharsets.US_ASCII), 0));
    assertThat(answer.hasMac()).isTrue();
    assertThat(answer.mac()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(answer.macData()).hasSize(FRAME.length - 11 - 8);
  }

  @Test
  void aFrameCutShortAnywhereIsNoAnswerAndNoAccident() {
    int end = FRAME.length - 8 - 15;
    for (int length = 0; length < end; length++) {
      assertThat(new AnswerScan().read(FRAME, 0, length)).as("%d bytes", length).isFalse();
    }
  }
}
