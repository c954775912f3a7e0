package io.oneclear.link;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.oneclear.message.crash.CrashPoint;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One terminal connection: its limits, its deadlines and its calls in flight. Runs on its event
 * loop; only {@link Call} is touched by other threads.
 */
final class TerminalConnection extends FrameReader {

  /** User event: finish what is in flight and close. */
  static final Object DRAIN = "drain";

  /** User event: close at once. */
  static final Object CUT = "cut";

  private static final Logger LOG = LoggerFactory.getLogger(TerminalConnection.class);

  private final FrontEndConfig config;
  private final TerminalHandler handler;
  private final FrontEndMetrics metrics;
  private final Outbox outbox;
  private final boolean overTls;

  private ChannelHandlerContext context;
  private String peer;
  private FrontEndMetrics.Close ending;
  private int inFlight;
  private boolean draining;
  private Future<?> idleCheck;
  private Future<?> frameCheck;
  private Future<?> stallCheck;
  private long lastRead;
  private long framesSeen;
  private long frameBegun;
  private long frameBegunAfter = -1;
  private boolean watchingFrame;
  private long stalledSince;
  private boolean watchingStall;

  TerminalConnection(
      FrontEndConfig config,
      TerminalHandler handler,
      FrontEndMetrics metrics,
      Outbox outbox,
      boolean overTls) {
    super(LengthPrefix.BINARY_2, config.maxFrameBytes());
    this.config = config;
    this.handler = handler;
    this.metrics = metrics;
    this.outbox = outbox;
    this.overTls = overTls;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.context = context;
    this.peer = FrameConnection.peerOf(context.channel());
    lastRead = System.nanoTime();
    checkIdleAfter(config.idleTimeout().toNanos());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    super.handlerRemoved(context);
    // They would keep everything of a connection that is long gone until their time is over.
    idleCheck.cancel(false);
    if (frameCheck != null) {
      frameCheck.cancel(false);
    }
    if (stallCheck != null) {
      stallCheck.cancel(false);
    }
  }

  @Override
  void received(int bytes) {
    lastRead = System.nanoTime();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (inFrame()) {
      if (frameBegunAfter != framesSeen) {
        frameBegunAfter = framesSeen;
        frameBegun = lastRead;
      }
      if (!watchingFrame) {
        watchingFrame = true;
        checkFrameAfter(config.frameDeadline().toNanos());
      }
    }
    context.fireChannelReadComplete();
  }

  @Override
  void frame(ChannelHandlerContext context, byte[] frame) {
    framesSeen++;
    metrics.frameReceived(LengthPrefix.BINARY_2.bytes() + frame.length);
    inFlight++;
    metrics.inFlight(1);
    Call call = new Call(frame);
    try {
      handler.handle(call);
    } catch (RuntimeException e) {
      // Not the message: it might hold what the terminal sent.
      LOG.warn("handler failed on a frame of {}: {}", peer, e.getClass().getName());
      end(FrontEndMetrics.Close.HANDLER_FAILED);
      call.abandon();
    }
  }

  @Override
  void emptyFrame(ChannelHandlerContext context) {
    end(FrontEndMetrics.Close.EMPTY_FRAME);
  }

  @Override
  void fault(ChannelHandlerContext context, Fault fault) {
    end(
        switch (fault) {
          case OVERSIZED, NOT_A_LENGTH -> FrontEndMetrics.Close.OVERSIZED_FRAME;
          case TRUNCATED -> FrontEndMetrics.Close.TRUNCATED_FRAME;
        });
  }

  @Override
  boolean mayTakeMore() {
    return inFlight < config.maxInFlightPerConnection()
        && !draining
        && context.channel().isWritable();
  }

  @Override
  void suspended() {
    metrics.readingSuspended();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      readOn(context);
    } else {
      pause(context);
      stalledSince = System.nanoTime();
      if (!watchingStall) {
        watchingStall = true;
        checkStalledAfter(config.stalledWriteTimeout().toNanos());
      }
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == DRAIN) {
      draining = true;
      discard(context);
      endIfDrained();
    } else if (event == CUT) {
      end(FrontEndMetrics.Close.DRAINED);
    } else if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
      end(FrontEndMetrics.Close.TLS_FAILED);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Neither message nor stack trace: they might hold what the terminal sent.
    FrontEndMetrics.Close reason =
        switch (cause) {
          case DecoderException _ when overTls -> FrontEndMetrics.Close.TLS_FAILED;
          case IOException _ -> FrontEndMetrics.Close.TRANSPORT_FAILED;
          default -> FrontEndMetrics.Close.HANDLER_FAILED;
        };
    if (reason == FrontEndMetrics.Close.HANDLER_FAILED) {
      LOG.warn("connection {} closed: {}", peer, cause.getClass().getName());
    } else {
      LOG.debug("connection {} closed: {}", peer, cause.getClass().getName());
    }
    end(reason);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    super.channelInactive(context);
    metrics.connectionClosed(ending == null ? FrontEndMetrics.Close.PEER_CLOSED : ending);
  }

  /** Closes at once; the first reason is the one that counts. */
  private void end(FrontEndMetrics.Close reason) {
    if (ending == null) {
      ending = reason;
      tell(reason);
    }
    finish(context);
    var _ = context.close();
  }

  /** What a peer did wrong is worth a line; who floods is kept short by the log itself. */
  private void tell(FrontEndMetrics.Close reason) {
    switch (reason) {
      case EMPTY_FRAME,
          OVERSIZED_FRAME,
          TRUNCATED_FRAME,
          FRAME_DEADLINE,
          NOT_READING,
          DROPPED,
          TLS_FAILED ->
          LOG.warn("connection {} cut: {}", peer, reason);
      // Told where it happens, or nobody's fault.
      case HANDLER_FAILED, TRANSPORT_FAILED, IDLE, PEER_CLOSED, DRAINED -> {}
    }
  }

  private void endIfDrained() {
    if (draining && inFlight == 0) {
      if (ending == null) {
        ending = FrontEndMetrics.Close.DRAINED;
      }
      var _ = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** One task per connection, moved on as bytes come: nothing is set or cancelled per frame. */
  private void checkIdleAfter(long nanos) {
    idleCheck = context.executor().schedule(this::checkIdle, nanos, TimeUnit.NANOSECONDS);
  }

  private void checkIdle() {
    if (!context.channel().isOpen()) {
      return;
    }
    long idle = System.nanoTime() - lastRead;
    long allowed = config.idleTimeout().toNanos();
    if (inFlight > 0) {
      checkIdleAfter(allowed);
    } else if (idle >= allowed) {
      end(FrontEndMetrics.Close.IDLE);
    } else {
      checkIdleAfter(allowed - idle);
    }
  }

  private void checkFrameAfter(long nanos) {
    frameCheck = context.executor().schedule(this::checkFrame, nanos, TimeUnit.NANOSECONDS);
  }

  private void checkFrame() {
    watchingFrame = false;
    if (!inFrame() || !context.channel().isOpen()) {
      return;
    }
    long now = System.nanoTime();
    if (isPaused()) {
      frameBegun = now; // we are the ones who do not read
    }
    long left = config.frameDeadline().toNanos() - (now - frameBegun);
    if (left <= 0) {
      end(FrontEndMetrics.Close.FRAME_DEADLINE);
    } else {
      watchingFrame = true;
      checkFrameAfter(left);
    }
  }

  private void checkStalledAfter(long nanos) {
    stallCheck = context.executor().schedule(this::checkStalled, nanos, TimeUnit.NANOSECONDS);
  }

  private void checkStalled() {
    watchingStall = false;
    if (!context.channel().isOpen() || context.channel().isWritable()) {
      return;
    }
    long left = config.stalledWriteTimeout().toNanos() - (System.nanoTime() - stalledSince);
    if (left <= 0) {
      end(FrontEndMetrics.Close.NOT_READING);
    } else {
      watchingStall = true;
      checkStalledAfter(left);
    }
  }

  /** A frame on its way through the handler, and its answer on the way back. */
  private final class Call implements TerminalCall, Outbox.Outgoing {

    private final byte[] frame;
    private final AtomicBoolean finished = new AtomicBoolean();
    private byte[] answer;
    private boolean close;

    Call(byte[] frame) {
      this.frame = frame;
    }

    @Override
    public byte[] frame() {
      return frame;
    }

    @Override
    public String peer() {
      return peer;
    }

    @Override
    public void answer(byte[] answerFrame) {
      if (answerFrame.length == 0 || answerFrame.length > LengthPrefix.BINARY_2.maxFrameBytes()) {
        throw new IllegalArgumentException(
            "an answer of " + answerFrame.length + " bytes cannot be sent");
      }
      finish(answerFrame, false);
    }

    @Override
    public void drop(String reason) {
      if (finish(null, true)) {
        metrics.dropped(reason);
      }
    }

    @Override
    public void ignore(String reason) {
      if (finish(null, false)) {
        metrics.dropped(reason);
      }
    }

    /** Gives up the place of a call whose handler failed. */
    void abandon() {
      if (finished.compareAndSet(false, true)) {
        inFlight--;
        metrics.inFlight(-1);
      }
    }

    private boolean finish(byte[] answerFrame, boolean closing) {
      if (!finished.compareAndSet(false, true)) {
        metrics.answeredAgain();
        return false;
      }
      answer = answerFrame;
      close = closing;
      outbox.add(this);
      return true;
    }

    @Override
    public ChannelHandlerContext write() {
      inFlight--;
      metrics.inFlight(-1);
      if (!context.channel().isActive()) {
        if (answer != null) {
          metrics.answerUndeliverable();
        }
        return null;
      }
      if (close) {
        end(FrontEndMetrics.Close.DROPPED);
        return null;
      }
      if (answer != null) {
        var _ =
            context.write(
                FrameConnection.encoded(context, LengthPrefix.BINARY_2, answer),
                Written.telling(context, CrashPoint.ANSWER_FLUSHED));
        CrashPoint.ANSWER_WRITTEN.reached();
        metrics.frameSent(LengthPrefix.BINARY_2.bytes() + answer.length);
      }
      endIfDrained();
      readOn(context);
      return context;
    }
  }
}
