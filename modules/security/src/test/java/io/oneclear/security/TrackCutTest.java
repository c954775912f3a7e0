package io.oneclear.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrackCutTest {

  private static final ClearKey KEY = ClearKey.des("807A23AD32B36D457AE91FDF927570EA");

  @Test
  void theEncryptedPartIsTheOnePublished() {
    int checked = 0;
    for (JsonNode entry : Vectors.ofKind(Vectors.all("sm4_cvv_track.json", 4), "track_cut", 2)) {
      String packed = Vectors.text(entry, "packed");
      if (packed != null) {
        assertThat(Vectors.hex(TrackCut.of(trackBytes(packed))))
            .isEqualTo(Vectors.text(entry, "tdb"));
        checked++;
      }
    }
    assertThat(checked).isEqualTo(1);
  }

  @Test
  void onlyTheEightBytesBeforeTheLastAreChangedAndComeBack() {
    TerminalKeys keys = TerminalKeys.of(KEY, KEY, KEY);
    byte[] track = trackBytes("6212345678901232D2512201123456789000");
    byte[] encrypted = keys.encryptTrack(track);
    assertThat(encrypted).hasSameSizeAs(track).startsWith(head(track)).endsWith(track[17]);
    assertThat(TrackCut.of(encrypted)).isNotEqualTo(TrackCut.of(track));
    assertThat(keys.decryptTrack(encrypted)).isEqualTo(track);
  }

  @Test
  void withoutATrackKeyNothingIsEncrypted() {
    TerminalKeys keys = TerminalKeys.of(KEY, KEY, null);
    assertThat(keys.hasTrackKey()).isFalse();
    assertThatThrownBy(() -> keys.encryptTrack(new byte[19]))
        .isInstanceOf(IllegalStateException.class);
  }

  private static byte[] head(byte[] track) {
    return Arrays.copyOf(track, track.length - 9);
  }

  /** Packed as on the wire: two characters a byte, an odd one left-justified. */
  private static byte[] trackBytes(String track) {
    return Vectors.bytes(track.length() % 2 == 0 ? track : track + "0");
  }
}
