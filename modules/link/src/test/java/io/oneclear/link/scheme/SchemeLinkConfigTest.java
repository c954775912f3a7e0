package io.oneclear.link.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchemeLinkConfigTest {

  @Test
  void usualValuesAreAllowed() {
    SchemeLinkConfig link =
        SchemeLinkConfig.of("unionpay", "127.0.0.1", 7000, "49000000")
            .withConnections(2)
            .withRequestTimeout(Duration.ofSeconds(2));
    assertThat(link.connections()).isEqualTo(2);
    assertThat(link.requestTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(link.forwarder()).isEqualTo("49000000");
  }

  @Test
  void badValueIsNamedWithWhatIsAllowed() {
    assertThatThrownBy(() -> SchemeLinkConfig.of("unionpay", "localhost", 0, "49000000"))
        .hasMessage("link.port: 0 is not allowed; from 1 to 65535");
    assertThatThrownBy(() -> SchemeLinkConfig.of("unionpay", "localhost", 1, "4900000X"))
        .hasMessage("link.acquirer: '4900000X' is not allowed; digits only");
    assertThatThrownBy(() -> LinkSettings.quick().connections(0).config(1))
        .hasMessage("link.connections: 0 is not allowed; from 1 to 32");
  }
}
