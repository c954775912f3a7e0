package io.oneclear.bench.peer.q2;

import io.oneclear.bench.peer.q2.Numbers.Stamp;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.Track2;
import io.oneclear.security.MacAlgorithm;
import io.oneclear.security.PinFormat;
import io.oneclear.security.SecurityModule.WorkingKeys;
import io.oneclear.security.SecurityModuleException;
import io.oneclear.simulator.scheme.SchemeConfig;
import java.util.concurrent.CompletionException;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.transaction.Context;
import org.jpos.transaction.ContextConstants;

/** The request to the scheme: the PIN under the link's key, the link's MAC, our own trace. */
public final class PrepareRequest extends Step {

  private static final String NO_CARD = "14";
  private static final String BAD_PIN = "55";
  private static final int[] AS_THEY_ARE = {4, 22, 25, 41, 42, 49};

  @Override
  int work(Context transaction) throws ISOException {
    TerminalMessage request = request(transaction);
    String track2 = request.getString(35);
    Pan pan = pan(request.getString(2), track2);
    if (pan == null) {
      return refuse(transaction, NO_CARD);
    }
    Stamp stamp = services().numbers().next();
    ISOMsg toScheme = start(request, pan, track2, stamp);
    if (request.hasField(52)) {
      byte[] block = translated(request, pan, transaction.get(Entries.TERMINAL_KEYS));
      if (block == null) {
        return refuse(transaction, BAD_PIN);
      }
      toScheme.set(26, "06");
      toScheme.set(52, block);
      toScheme.set(53, "2600000000000000");
    }
    toScheme.set(128, mac(toScheme));
    transaction.put(Entries.TRAN_LOG, TranLog.of(request, pan, stamp));
    transaction.put(Entries.SCHEME_REQUEST, toScheme);
    transaction.put(ContextConstants.DESTINATION.toString(), "scheme");
    return GO_ON;
  }

  private static ISOMsg start(ISOMsg request, Pan pan, String track2, Stamp stamp)
      throws ISOException {
    ISOMsg message = new ISOMsg("0200");
    message.set(2, pan.clear());
    message.set(3, "000000");
    for (int field : AS_THEY_ARE) {
      message.set(request.getComponent(field));
    }
    message.set(7, stamp.transmission());
    message.set(11, stamp.trace());
    message.set(12, stamp.time());
    message.set(13, stamp.date());
    if (request.hasField(14)) {
      message.set(14, request.getString(14));
    } else if (track2 != null) {
      int expiry = pan.clear().length() + 1;
      message.set(14, track2.substring(expiry, expiry + 4));
    }
    message.set(18, "5411");
    message.set(19, "156");
    message.set(32, SchemeConfig.DEFAULT_ACQUIRER);
    message.set(33, SchemeConfig.DEFAULT_ACQUIRER);
    if (track2 != null) {
      message.set(35, track2);
    }
    message.set(37, stamp.rrn());
    message.set(43, "DEMO MERCHANT SHANGHAI");
    message.set(60, "00000500300000");
    return message;
  }

  private byte[] translated(ISOMsg request, Pan pan, WorkingKeys keys) {
    try {
      return services()
          .module()
          .translatePin(
              keys.pinKey(),
              PinFormat.ISO0,
              services().zpk(),
              PinFormat.ISO0,
              new PinBlock(request.getBytes(52)),
              pan)
          .join()
          .clear();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SecurityModuleException) {
        return null;
      }
      throw e;
    }
  }

  private String mac(ISOMsg message) throws ISOException {
    byte[] mac =
        services()
            .module()
            .mac(MacAlgorithm.X9_19, services().zak(), SchemeMac.input(message))
            .join();
    return SchemeMac.field128(mac);
  }

  private static Pan pan(String field2, String track2) {
    if (field2 != null) {
      return new Pan(field2);
    }
    return track2 == null ? null : new Track2(track2).pan();
  }
}
