package io.oneclear.app.config;

import io.oneclear.switching.route.Bin;
import io.oneclear.switching.route.BinTable;
import java.nio.file.Path;
import java.util.List;

/** {@code cfg/bins.yaml}: whose card it is and where it goes. */
record BinFile(List<Bin> bins) {

  static BinTable read(Path file) {
    BinFile bins = new YamlRecords().read(file, BinFile.class);
    try {
      return new BinTable(bins.bins);
    } catch (IllegalArgumentException e) {
      throw ConfigException.in(file, e.getMessage(), e);
    }
  }
}
