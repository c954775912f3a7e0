package io.oneclear.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Refusals;
import io.oneclear.fuzz.Tables;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsFrame;
import io.oneclear.message.cups.CupsOptions;
import org.junit.jupiter.api.Timeout;

/** A scheme's frame → message → answer. */
class SchemeFrameFuzzTest {

  private final CupsDialect cups =
      new CupsDialect(Tables.CUPS, CupsOptions.of("00010000", "49000000"));

  @Timeout(30)
  @FuzzTest
  void frame(byte[] bytes) {
    try {
      CupsFrame frame = cups.decode(bytes);
      assertThat(cups.encode(frame.header(), frame.message())).isEqualTo(bytes);
      if (frame.message().mti().isRequest()) {
        cups.answerTo(frame.message(), ResponseCode.FORMAT_ERROR);
      }
      var _ = cups.key(frame.message());
      var _ = cups.toAnswer(frame.message());
    } catch (MalformedMessageException e) {
      assertThat(e.field()).isBetween(0, 128);
      Refusals.areClear(e);
    }
  }
}
