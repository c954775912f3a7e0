package io.oneclear.link.scheme;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.cups.KeyReset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/** Keys for tests: a check sum over type, time, trace number, amount and code stands for a MAC. */
final class CheckSumSecurity implements LinkSecurity {

  final Queue<KeyReset> installed = new ConcurrentLinkedQueue<>();
  volatile String key = "old key";
  volatile boolean broken;
  final AtomicInteger verifications = new AtomicInteger();
  volatile CompletableFuture<Void> beforeVerdict = CompletableFuture.completedFuture(null);
  volatile CompletableFuture<Void> before = CompletableFuture.completedFuture(null);

  static byte[] mac(String key, IsoMessage message) {
    CRC32 sum = new CRC32();
    sum.update((key + message.mti()).getBytes(StandardCharsets.UTF_8));
    for (int field : new int[] {4, 7, 11, 39}) {
      if (message.has(field)) {
        sum.update(message.bytes(field));
      }
    }
    return String.format(Locale.ROOT, "%08X", sum.getValue()).getBytes(StandardCharsets.US_ASCII);
  }

  static String text(String key, IsoMessage message) {
    return new String(mac(key, message), StandardCharsets.US_ASCII);
  }

  @Override
  public CompletableFuture<byte[]> mac(IsoMessage message) {
    if (broken) {
      throw new IllegalStateException("no connection to the module");
    }
    return before.thenApply(_ -> mac(key, message));
  }

  @Override
  public CompletableFuture<Boolean> verify(IsoMessage message) {
    verifications.incrementAndGet();
    return beforeVerdict.thenApply(_ -> text(key, message).equals(message.text(128)));
  }

  @Override
  public CompletableFuture<ResponseCode> installKey(KeyReset reset, IsoMessage message) {
    installed.add(reset);
    if (reset.use() == KeyReset.Use.MAC_KEY) {
      key = HexFormat.of().formatHex(reset.encryptedKey());
    }
    return CompletableFuture.completedFuture(ResponseCode.APPROVED);
  }
}
