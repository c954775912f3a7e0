package io.oneclear.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Refusals;
import io.oneclear.fuzz.Tables;
import io.oneclear.message.pos.EncodedAnswer;
import io.oneclear.message.pos.PosAnswer;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.message.pos.PosFrame;
import io.oneclear.message.pos.PosOptions;
import org.junit.jupiter.api.Timeout;

/** A terminal's frame → message → request → answer. */
class TerminalFrameFuzzTest {

  private final PosDialect pos = new PosDialect(Tables.POS, PosOptions.STANDARD);

  @Timeout(30)
  @FuzzTest
  void frame(byte[] bytes) {
    try {
      PosFrame frame = pos.decode(bytes);
      assertThat(pos.encode(frame.tpdu(), frame.header(), frame.message())).endsWith(frame.body());
      var _ = pos.parse(frame);
      EncodedAnswer answer =
          pos.answer(frame, PosAnswer.of(ResponseCode.FORMAT_ERROR, "101112", "1122"));
      pos.decode(answer.needsMac() ? answer.withMac(new byte[8]) : answer.withoutMac());
      pos.decode(answer.withoutMac());
    } catch (MalformedMessageException e) {
      assertThat(e.field()).isBetween(0, 128);
      Refusals.areClear(e);
    }
    // At most a bitmap and field 39 longer: no amplifier.
    pos.minimalAnswer(bytes, ResponseCode.FORMAT_ERROR)
        .ifPresent(answer -> assertThat(answer.length).isLessThanOrEqualTo(bytes.length + 10));
  }
}
