package io.oneclear.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * 32 secret bytes that other keys hang on: the module's local master key (LMK), or the secret
 * behind {@link PanProtection}. Use one for each. Prints nothing of itself.
 *
 * <p>In a file it is 64 hex digits, and the file must be readable by its owner alone.
 */
public final class MasterKey {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int LENGTH = 32;
  private static final int MAX_FILE_SIZE = 1_024;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] bytes;

  public MasterKey(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a master key has 32 bytes");
    }
    this.bytes = bytes.clone();
  }

  /** From 64 hex digits, white space around them allowed. */
  public static MasterKey parse(String hex) {
    try {
      return new MasterKey(HEX.parseHex(hex.strip()));
    } catch (IllegalArgumentException _) {
      // The cause would repeat characters of the key.
      throw new IllegalArgumentException("a master key is 64 hexadecimal digits");
    }
  }

  public static MasterKey random(RandomGenerator random) {
    byte[] key = new byte[LENGTH];
    random.nextBytes(key);
    return new MasterKey(key);
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if others than the owner may read or write the file, or it
   *     holds no key; the message names the file and what to do
   */
  public static MasterKey load(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(file + ": a master key is in a regular file");
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new IllegalArgumentException(
          file
              + ": permissions "
              + PosixFilePermissions.toString(permissions)
              + ", a master key's file allows its owner only (chmod 600)");
    }
    if (Files.size(file) > MAX_FILE_SIZE) {
      throw new IllegalArgumentException(file + ": a master key is 64 hexadecimal digits");
    }
    try {
      return parse(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage());
    }
  }

  /**
   * Makes a new key and its file, on disk when this returns. There is a whole file or none, also
   * after a crash in between; an existing one is never overwritten.
   */
  public static MasterKey create(Path file, RandomGenerator random) throws IOException {
    MasterKey key = random(random);
    Path draft = file.resolveSibling(file.getFileName() + ".new" + random.nextInt(1 << 30));
    try {
      writeDurably(draft, HEX.formatHex(key.bytes) + "\n");
      Files.createLink(file, draft);
      forceDirectory(file.toAbsolutePath().getParent());
    } finally {
      Files.deleteIfExists(draft);
    }
    return key;
  }

  /** The key in the file, made first if there is no file. */
  public static MasterKey loadOrCreate(Path file, RandomGenerator random) throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? load(file) : create(file, random);
  }

  private static void writeDurably(Path file, String line) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel =
        FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      ByteBuffer buffer = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The key itself. Never for logs or exceptions. */
  public byte[] clear() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MasterKey key && MessageDigest.isEqual(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "MasterKey[****]";
  }
}
