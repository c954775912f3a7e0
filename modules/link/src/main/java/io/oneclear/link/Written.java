package io.oneclear.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.oneclear.message.crash.CrashDrill;
import io.oneclear.message.crash.CrashPoint;

/** What becomes of bytes on their way to a socket: nobody asks, except a crash drill. */
final class Written {

  private Written() {}

  /** The promise of a write; in a drill one that knows when the kernel has taken the bytes. */
  static ChannelPromise telling(ChannelHandlerContext context, CrashPoint flushed) {
    return CrashDrill.ON
        ? context.newPromise().addListener(_ -> flushed.reached())
        : context.voidPromise();
  }
}
