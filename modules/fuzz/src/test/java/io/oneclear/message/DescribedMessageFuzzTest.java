package io.oneclear.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Refusals;
import io.oneclear.fuzz.Tables;
import io.oneclear.message.printer.MessagePrinter;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** A message as it is printed, of whichever dialect. */
class DescribedMessageFuzzTest {

  private final MessagePrinter printer =
      new MessagePrinter(Tables.POS, Tables.CUPS, new ResponseCodes(List.of()));

  @Timeout(30)
  @FuzzTest
  void message(byte[] bytes) {
    try {
      assertThat(printer.describe(bytes)).isNotBlank();
    } catch (MalformedMessageException e) {
      assertThat(e.getMessage()).startsWith("field 0: not a message of unionpay-pos or cups");
      Refusals.areClear(e);
    }
  }
}
