package io.oneclear.message.tlv;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;

/** Any bytes are read, and written as they came. */
class TlvFuzzTest {

  @Timeout(30)
  @FuzzTest
  void dataObjects(byte[] bytes) {
    TlvList list = TlvList.decode(bytes);
    assertThat(list.encode()).isEqualTo(bytes);
    assertThat(list.complete()).isEqualTo(list.rest().length == 0);
    for (Tlv item : list.items()) {
      assertThat(item.tagHex().length()).isBetween(2, 6);
      assertThat(list.value(item.tag())).isNotNull();
      assertThat(TlvList.decode(TlvList.of(Tlv.of(item.tag(), item.value())).encode()).items())
          .singleElement()
          .satisfies(again -> assertThat(again.value()).isEqualTo(item.value()));
    }
  }
}
