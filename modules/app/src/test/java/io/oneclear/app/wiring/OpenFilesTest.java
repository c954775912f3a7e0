package io.oneclear.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.link.FrontEndConfig;
import org.junit.jupiter.api.Test;

class OpenFilesTest {

  private static final FrontEndConfig USUAL = FrontEndConfig.of("127.0.0.1", 0);

  @Test
  void enoughFilesLeaveTheLimitsAsTheyAre() {
    assertThat(OpenFiles.fit(USUAL, 1_000_000)).isEqualTo(USUAL);
  }

  @Test
  void connectionsLeaveFilesForEverythingElse() {
    FrontEndConfig fitted = OpenFiles.fit(USUAL, 20_000);
    assertThat(fitted.maxConnections()).isEqualTo(19_488);
    assertThat(fitted.maxConnectionsPerAddress()).isEqualTo(19_488);
    FrontEndConfig narrow = OpenFiles.fit(USUAL, 600);
    assertThat(narrow.maxConnections()).isEqualTo(300);
    assertThat(narrow.idleTimeout()).isEqualTo(USUAL.idleTimeout());
  }
}
