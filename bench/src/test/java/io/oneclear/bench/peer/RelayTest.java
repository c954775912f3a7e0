package io.oneclear.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.bench.peer.ground.Ground;
import io.oneclear.bench.peer.relay.Relay;
import io.oneclear.simulator.load.LoadResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayTest {

  @TempDir Path directory;

  @Test
  void everyPurchaseComesBackToTheTerminalThatSentIt() throws IOException {
    Ground ground = ground();
    try (Relay relay = Relay.start(ground, 0, Optional.empty())) {
      LoadResult result = SmallLoad.on(relay, ground, false);
      assertThat(result.approved()).isEqualTo(SmallLoad.RATE);
      assertThat(result.unexpected()).isZero();
    }
  }

  @Test
  void itsApprovalsCarryNoMacThatATerminalWouldBelieve() throws IOException {
    Ground ground = ground();
    try (Relay relay = Relay.start(ground, 0, Optional.empty())) {
      LoadResult result = SmallLoad.on(relay, ground, true);
      assertThat(result.approved()).isZero();
      assertThat(result.wrongMacs()).isEqualTo(SmallLoad.RATE);
    }
  }

  private Ground ground() {
    return Ground.open(Installation.find(), new DataDirectory(directory), SmallLoad.TERMINALS);
  }
}
