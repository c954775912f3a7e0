package io.oneclear.link.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.link.matching.ManualTimer;
import io.oneclear.link.matching.UpstreamKeys;
import io.oneclear.link.scheme.LinkMetrics.Disconnect;
import io.oneclear.message.FieldTable;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waits between reconnects: 20 ms at first, doubling, 200 ms at most, jittered. */
class LinkSlotTest {

  private final ManualTimer timer = new ManualTimer();
  private final SchemeLinkConfig config = LinkSettings.quick().config(1);
  private final List<LinkSession> sessions = new ArrayList<>();
  private CupsDialect dialect;

  @BeforeEach
  void loadDialect() throws IOException {
    dialect =
        new CupsDialect(
            FieldTable.load(Path.of("../../cfg/packager/cups.xml")),
            CupsOptions.of("00010000", "49000000"));
  }

  @Test
  void waitDoublesUpToItsLimitAndIsJittered() {
    LinkSlot slot = slot(1);
    slot.start();
    int[] most = {20, 40, 80, 160, 200, 200, 200};

    for (int wait : most) {
      int before = sessions.size();
      slot.ended(sessions.getLast());
      timer.pass(Duration.ofMillis(wait / 2).minusNanos(1));
      assertThat(sessions).as("before half of %d ms", wait).hasSize(before);
      timer.pass(Duration.ofMillis(wait - wait / 2).plusNanos(1));
      assertThat(sessions).as("after %d ms", wait).hasSize(before + 1);
    }
  }

  @Test
  void nodesThatLoseTheirSchemeTogetherDoNotReturnTogether() {
    List<Long> waits = new ArrayList<>();
    for (int node = 0; node < 20; node++) {
      sessions.clear();
      LinkSlot slot = slot(node);
      slot.start();
      slot.ended(sessions.getLast());
      long waited = 0;
      while (sessions.size() == 1) {
        timer.pass(Duration.ofNanos(100_000));
        waited += 100_000;
      }
      waits.add(waited);
    }

    assertThat(waits.stream().distinct().count()).isGreaterThan(10);
    assertThat(waits).allMatch(wait -> wait >= 10_000_000 && wait <= 20_100_000);
  }

  @Test
  void manyFailuresDoNotOverflowTheWait() {
    LinkSlot slot = slot(3);
    slot.start();

    for (int failure = 0; failure < 100; failure++) {
      slot.ended(sessions.getLast());
      timer.pass(config.backOffMax());
      assertThat(sessions).hasSize(failure + 2);
    }
  }

  @Test
  void stoppedSlotConnectsNoMore() {
    LinkSlot slot = slot(1);
    slot.start();
    slot.ended(sessions.getLast());

    assertThat(slot.stop(true)).isCompleted();
    timer.pass(Duration.ofMinutes(1));

    assertThat(sessions).hasSize(1);
  }

  private LinkSlot slot(long seed) {
    return new LinkSlot(config, timer, new SplittableRandom(seed), this::session);
  }

  /** A session that never connects. */
  private LinkSession session(LinkSlot slot) {
    UpstreamKeys keys =
        new UpstreamKeys(InstantSource.fixed(Instant.EPOCH), "49000000", "49000000", 1, 999_999);
    LinkSession session =
        new LinkSession(
            config,
            dialect,
            timer,
            keys,
            new LinkSession.Owner() {
              @Override
              public void signedOn(LinkSession signedOn) {}

              @Override
              public void ended(LinkSession ended, Disconnect reason) {
                slot.ended(ended);
              }

              @Override
              public void received(LinkSession from, byte[] frame) {}

              @Override
              public void alarm(String text) {}
            });
    sessions.add(session);
    return session;
  }
}
