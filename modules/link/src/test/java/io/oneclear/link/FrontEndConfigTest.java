package io.oneclear.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FrontEndConfigTest {

  @Test
  void usualValuesAreAllowed() {
    assertThat(FrontEndConfig.of("0.0.0.0", 8583).maxFrameBytes()).isEqualTo(2_048);
  }

  @Test
  void badValueIsNamedWithWhatIsAllowed() {
    assertThatThrownBy(() -> FrontEndConfig.of("0.0.0.0", 70_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("terminals.port: 70000 is not allowed; from 0 to 65535");
    assertThatThrownBy(() -> FrontEndLimits.usual().frameDeadline(Duration.ZERO))
        .hasMessage("terminals.frameDeadline: PT0S is not allowed; from PT0.001S to PT5M");
    assertThatThrownBy(() -> FrontEndLimits.usual().connections(10, 11))
        .hasMessage("terminals.maxConnectionsPerAddress: 11 is not allowed; from 1 to 10");
    assertThatThrownBy(() -> FrontEndLimits.usual().writeBuffer(100, 99))
        .hasMessageStartingWith("terminals.writeBufferHighBytes: 99 is not allowed");
    assertThatThrownBy(
            () -> new FrontEndConfig.Tls(null, Path.of("key.pem"), null, Duration.ofSeconds(5)))
        .hasMessage("terminals.tls: certificateChain and privateKey are both needed");
    assertThatThrownBy(() -> EventLoops.start("none", 0))
        .hasMessage("loops.threads: 0 is not allowed; from 1 to 256");
  }
}
