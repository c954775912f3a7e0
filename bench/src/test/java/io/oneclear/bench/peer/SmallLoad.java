package io.oneclear.bench.peer;

import io.oneclear.bench.peer.ground.Ground;
import io.oneclear.bench.peer.ground.Peer;
import io.oneclear.simulator.load.LoadGenerator;
import io.oneclear.simulator.load.LoadPlan;
import io.oneclear.simulator.load.LoadProgress;
import io.oneclear.simulator.load.LoadResult;
import io.oneclear.simulator.load.Verification;
import java.io.IOException;
import java.time.Duration;

/** A second of purchases from a few terminals. */
final class SmallLoad {

  static final int RATE = 100;
  static final int TERMINALS = 8;

  private static final int CONNECTIONS = 3;

  private SmallLoad() {}

  static LoadResult on(Peer peer, Ground ground, boolean checksMacs) throws IOException {
    LoadPlan plan =
        LoadPlan.of(
                "127.0.0.1", peer.port(), RATE, Duration.ofSeconds(1), TERMINALS, CONNECTIONS, 1)
            .withWarmUp(Duration.ZERO)
            .withTraceFile(ground.directory().demo().resolve("load-traces"))
            .withVerification(checksMacs ? Verification.ALL : Verification.NONE);
    return new LoadGenerator(ground.posDialect(), ground.clock())
        .run(plan, ground.data().terminals(), ground.data().cards(), new Silent());
  }

  private static final class Silent implements LoadProgress {
    @Override
    public void signedOn(int terminals, int of) {}

    @Override
    public void second(LoadResult.Second second, boolean warmUp) {}
  }
}
