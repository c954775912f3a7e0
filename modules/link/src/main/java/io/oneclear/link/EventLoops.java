package io.oneclear.link;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that move bytes. One set may carry listeners, links and tens of thousands of client
 * connections at once. Linux's epoll is used where its library is there, the JDK's selector
 * otherwise.
 */
public final class EventLoops implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);

  private final EventLoopGroup group;
  private final Class<? extends ServerChannel> listening;
  private final Class<? extends SocketChannel> connecting;
  private final ConcurrentHashMap<EventLoop, Outbox> outboxes = new ConcurrentHashMap<>();

  private EventLoops(
      EventLoopGroup group,
      Class<? extends ServerChannel> listening,
      Class<? extends SocketChannel> connecting) {
    this.group = group;
    this.listening = listening;
    this.connecting = connecting;
  }

  /**
   * Starts the threads (lazily, as they are needed).
   *
   * @param name of the threads
   * @param threads how many, 1 to 256
   */
  public static EventLoops start(String name, int threads) {
    Check.range("loops.threads", threads, 1, 256);
    DefaultThreadFactory factory = new DefaultThreadFactory(name, true);
    if (hasEpoll()) {
      return new EventLoops(
          group(threads, factory, EpollIoHandler.newFactory()),
          EpollServerSocketChannel.class,
          EpollSocketChannel.class);
    }
    return new EventLoops(
        group(threads, factory, NioIoHandler.newFactory()),
        NioServerSocketChannel.class,
        NioSocketChannel.class);
  }

  private static EventLoopGroup group(
      int threads, DefaultThreadFactory factory, IoHandlerFactory io) {
    return new MultiThreadIoEventLoopGroup(threads, factory, io);
  }

  private static boolean hasEpoll() {
    try {
      return Epoll.isAvailable();
    } catch (LinkageError e) {
      LOG.info("no epoll library on the class path, using the JDK's selector");
      return false;
    }
  }

  /**
   * The calling thread if it is one of these, otherwise any of them: what is asked for on the
   * thread of a connection can go on there, without a change of threads.
   */
  public Executor here() {
    for (EventExecutor loop : group) {
      if (loop.inEventLoop()) {
        return loop;
      }
    }
    return group.next();
  }

  /** Bytes outside the heap that all buffers of all sockets of this process hold. */
  public static long bufferBytes() {
    return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
        ? provider.metric().usedDirectMemory()
        : 0;
  }

  EventLoopGroup group() {
    return group;
  }

  Class<? extends ServerChannel> listening() {
    return listening;
  }

  Class<? extends SocketChannel> connecting() {
    return connecting;
  }

  Outbox outbox(EventLoop loop) {
    return outboxes.computeIfAbsent(loop, Outbox::new);
  }

  /** Ends the threads; connections still open are cut. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
