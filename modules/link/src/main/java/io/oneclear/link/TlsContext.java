package io.oneclear.link;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** The TLS side of a listener: its certificate can be exchanged while it runs. */
final class TlsContext {

  private final FrontEndConfig.Tls config;
  private volatile SslContext current;

  TlsContext(FrontEndConfig.Tls config) throws LinkException {
    this.config = config;
    reload();
  }

  /** Reads the files again; connections that are up keep what they have. */
  void reload() throws LinkException {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(
                  config.certificateChain().toFile(), config.privateKey().toFile())
              .sslProvider(SslProvider.JDK);
      if (config.clientAuthorities() != null) {
        builder.trustManager(config.clientAuthorities().toFile()).clientAuth(ClientAuth.REQUIRE);
      }
      current = builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new LinkException(
          "TLS: cannot use certificate "
              + config.certificateChain()
              + " with key "
              + config.privateKey(),
          e);
    }
  }

  SslHandler handler(ByteBufAllocator allocator) {
    SslHandler handler = current.newHandler(allocator);
    handler.setHandshakeTimeout(config.handshakeTimeout().toNanos(), TimeUnit.NANOSECONDS);
    return handler;
  }
}
