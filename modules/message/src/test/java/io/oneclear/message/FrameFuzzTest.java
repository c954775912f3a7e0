package io.oneclear.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsFrame;
import io.oneclear.message.cups.CupsOptions;
import io.oneclear.message.pos.EncodedAnswer;
import io.oneclear.message.pos.PosAnswer;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.message.pos.PosFrame;
import io.oneclear.message.pos.PosOptions;
import io.oneclear.message.printer.MessagePrinter;
import java.util.List;

/**
 * No bytes get anything out of the message room but an answer or a {@link
 * MalformedMessageException}.
 *
 * <p>In the build the seeds under {@code FrameFuzzTestInputs} are run once. To fuzz: {@code
 * JAZZER_FUZZ=1 mvn -pl modules/message test -Dtest=FrameFuzzTest#terminalFrame}.
 */
class FrameFuzzTest {

  private final PosDialect pos = new PosDialect(Vectors.POS, PosOptions.STANDARD);
  private final CupsDialect cups =
      new CupsDialect(Vectors.CUPS, CupsOptions.of("00010000", "49000000"));
  private final MessagePrinter printer =
      new MessagePrinter(Vectors.POS, Vectors.CUPS, new ResponseCodes(List.of()));

  @FuzzTest(maxDuration = "60s")
  void terminalFrame(byte[] bytes) {
    try {
      PosFrame frame = pos.decode(bytes);
      assertThat(pos.encode(frame.tpdu(), frame.header(), frame.message())).endsWith(frame.body());
      pos.parse(frame);
      EncodedAnswer answer =
          pos.answer(frame, PosAnswer.of(ResponseCode.FORMAT_ERROR, "101112", "1122"));
      pos.decode(answer.needsMac() ? answer.withMac(new byte[8]) : answer.withoutMac());
      pos.decode(answer.withoutMac());
    } catch (MalformedMessageException e) {
      assertThat(e.field()).isBetween(0, 128);
    }
    // At most a bitmap and field 39 longer: no amplifier.
    pos.minimalAnswer(bytes, ResponseCode.FORMAT_ERROR)
        .ifPresent(answer -> assertThat(answer.length).isLessThanOrEqualTo(bytes.length + 10));
  }

  @FuzzTest(maxDuration = "60s")
  void schemeFrame(byte[] bytes) {
    try {
      CupsFrame frame = cups.decode(bytes);
      assertThat(cups.encode(frame.header(), frame.message())).isEqualTo(bytes);
      if (frame.message().mti().isRequest()) {
        cups.answerTo(frame.message(), ResponseCode.FORMAT_ERROR);
      }
      cups.key(frame.message());
      cups.toAnswer(frame.message());
    } catch (MalformedMessageException e) {
      assertThat(e.field()).isBetween(0, 128);
    }
  }

  @FuzzTest(maxDuration = "60s")
  void anythingDescribed(byte[] bytes) {
    try {
      assertThat(printer.describe(bytes)).isNotBlank();
    } catch (MalformedMessageException e) {
      assertThat(e.getMessage()).startsWith("field 0: not a message of unionpay-pos or cups");
    }
  }
}
