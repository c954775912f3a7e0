package io.oneclear.faults.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.faults.process.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The directory that payout files and statements are written into is full, or can only be read.
 * Under a file's name there is all of it or nothing; once there is room, the same day is settled as
 * if nothing had happened.
 */
@Tag("fault-long")
class OutputDiskTest {

  private static final int MEGABYTES = 24;
  private static final int CANNOT = 3;

  @TempDir static Path directory;

  private static UndisturbedDay undisturbed;

  @BeforeAll
  static void sellAndSettleADay() throws Exception {
    String impediment = SmallDisk.impediment(directory);
    Assumptions.assumeTrue(impediment.isEmpty(), impediment);
    undisturbed = UndisturbedDay.in(directory);
  }

  @Test
  void aFullOutputDirectoryStopsTheDayUntilThereIsRoom() throws Exception {
    try (SettledDay day = undisturbed.copy("full");
        SmallDisk out = SmallDisk.mount(day.data().resolve("out"), MEGABYTES)) {
      out.fillBut(1);
      stops(day, "No space left on device");
      out.free();
      // The payout files go out and the bank answers; the statements find no room.
      assertThat(Settle.on(day.data()).run()).isEqualTo(1);
      day.bankAnswers();
      out.fillBut(5);
      stops(day, "No space left on device");
      out.free();
      undisturbed.equalsInTheEnd(day);
    }
  }

  @Test
  void anOutputDirectoryThatCanOnlyBeReadStopsTheDayUntilItCanBeWritten() throws Exception {
    try (SettledDay day = undisturbed.copy("read-only");
        SmallDisk out = SmallDisk.mount(day.data().resolve("out"), MEGABYTES)) {
      out.turnReadOnly();
      stops(day, "Read-only file system");
      out.mend();
      undisturbed.equalsInTheEnd(day);
    }
  }

  /** In one line, as often as it is tried, and no file has a name that is not all there. */
  private static void stops(SettledDay day, String why) throws Exception {
    for (int i = 0; i < 2; i++) {
      assertThat(Settle.on(day.data()).run()).isEqualTo(CANNOT);
      List<String> said = Files.readAllLines(day.data().resolveSibling("settle.log"));
      assertThat(said.getLast()).contains("cannot be written").contains(why);
      for (Map.Entry<String, String> file : day.files().entrySet()) {
        if (!file.getKey().equals("ballast")) {
          assertThat(undisturbed.files()).contains(file);
        }
      }
    }
  }
}
