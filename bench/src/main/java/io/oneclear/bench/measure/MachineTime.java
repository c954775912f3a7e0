package io.oneclear.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ticks of all processors together, from {@code /proc/stat}.
 *
 * @param idle waiting for the disk included
 * @param stolen by the host of a virtual machine
 */
record MachineTime(long total, long idle, long stolen) {

  private static final int IDLE = 4;
  private static final int WAITING = 5;
  private static final int STOLEN = 8;

  static MachineTime now() {
    try {
      return parse(Files.readString(Path.of("/proc/stat")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MachineTime parse(String stat) {
    String[] fields = stat.lines().findFirst().orElseThrow().split(" +", -1);
    long total = 0;
    for (int i = 1; i <= STOLEN; i++) {
      total += Long.parseLong(fields[i]);
    }
    return new MachineTime(
        total,
        Long.parseLong(fields[IDLE]) + Long.parseLong(fields[WAITING]),
        Long.parseLong(fields[STOLEN]));
  }
}
