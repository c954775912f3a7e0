package io.oneclear.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {

  @TempDir private Path directory;

  @Test
  void aCreatedKeyIsReadableByItsOwnerOnlyAndLoadsAgain() throws IOException {
    Path file = directory.resolve("lmk");
    MasterKey key = MasterKey.create(file, new Random(1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(MasterKey.load(file)).isEqualTo(key);
  }

  @Test
  void theFirstStartMakesTheKeyAndTheNextOnesReadIt() throws IOException {
    Path file = directory.resolve("lmk");
    MasterKey key = MasterKey.loadOrCreate(file, new Random(1));
    assertThat(MasterKey.loadOrCreate(file, new Random(2))).isEqualTo(key);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void anExistingKeyIsNeverOverwritten() throws IOException {
    Path file = directory.resolve("lmk");
    MasterKey key = MasterKey.create(file, new Random(1));
    assertThatThrownBy(() -> MasterKey.create(file, new Random(2)))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(MasterKey.load(file)).isEqualTo(key);
  }

  @Test
  void aFileThatOthersMayReadOrWriteIsRefused() throws IOException {
    Path file = directory.resolve("lmk");
    MasterKey.create(file, new Random(1));
    for (String permissions : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rwx------"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      assertThatThrownBy(() -> MasterKey.load(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining(permissions)
          .hasMessageContaining("chmod 600");
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(MasterKey.load(file)).isNotNull();
  }

  @Test
  void aLinkADirectoryOrAFileWithoutAKeyIsRefusedWithoutRepeatingIt() throws IOException {
    Path file = directory.resolve("lmk");
    Files.writeString(file, "0123456789ABCDEFSECRET");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> MasterKey.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": a master key is 64 hexadecimal digits")
        .hasNoCause();
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertThatThrownBy(() -> MasterKey.load(link)).hasMessageContaining("regular file");
    assertThatThrownBy(() -> MasterKey.load(directory)).hasMessageContaining("regular file");
  }
}
