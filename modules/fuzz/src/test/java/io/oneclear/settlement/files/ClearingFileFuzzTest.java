package io.oneclear.settlement.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Refusals;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Timeout;

/** The scheme's clearing file. */
class ClearingFileFuzzTest {

  @Timeout(30)
  @FuzzTest
  void file(byte[] bytes) {
    int lines = 0;
    try (ClearingFile file =
        ClearingFile.over("IND26112001ACOM", new ByteArrayInputStream(bytes))) {
      while (file.hasNext()) {
        ClearingLine line = file.next();
        lines++;
        assertThat(line.line()).isEqualTo(lines);
        assertThat(line.kind().takes() ? line.signedFen() : -line.signedFen()).isNotNegative();
        assertThat(Refusals.hasCardNumber(line.maskedPan())).isFalse();
        assertThat(line.merchant()).hasSize(15);
      }
      assertThat(file.sha256()).hasSize(64);
      assertThat(lines).isBetween(bytes.length / 301, bytes.length / 300);
    } catch (RefusedFileException e) {
      assertThat(e.getMessage()).startsWith("IND26112001ACOM line " + (lines + 1) + ": ");
      Refusals.areClear(e);
    }
  }
}
