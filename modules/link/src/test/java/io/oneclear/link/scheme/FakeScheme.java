package io.oneclear.link.scheme;

import io.oneclear.link.EventLoops;
import io.oneclear.link.FrameConnection;
import io.oneclear.link.FrameHandler;
import io.oneclear.link.FrameServer;
import io.oneclear.link.LengthPrefix;
import io.oneclear.link.LinkException;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.NetworkFunction;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** The other end of a link: does what a test tells it. */
final class FakeScheme implements AutoCloseable {

  /** What it does with a request. */
  interface Behaviour {
    void request(Peer peer, IsoMessage request);
  }

  final CupsDialect dialect;
  final List<Peer> peers = new CopyOnWriteArrayList<>();
  final Queue<NetworkFunction> management = new ConcurrentLinkedQueue<>();
  final BlockingQueue<IsoMessage> answers = new LinkedBlockingQueue<>();
  volatile String key = "old key";
  volatile ResponseCode signOnCode = ResponseCode.APPROVED;
  volatile boolean answersEchoes = true;
  volatile Behaviour behaviour = Peer::approve;
  private final EventLoops loops;
  private FrameServer server;

  FakeScheme(CupsDialect dialect, EventLoops loops) throws LinkException {
    this.dialect = dialect;
    this.loops = loops;
    open(0);
  }

  int port() {
    return server.port();
  }

  void open(int port) throws LinkException {
    server = FrameServer.listen(loops, "127.0.0.1", port, LengthPrefix.ASCII_4, Peer::new);
  }

  void disconnectAll() {
    server.disconnectAll();
  }

  long count(NetworkFunction function) {
    return management.stream().filter(function::equals).count();
  }

  @Override
  public void close() {
    server.close();
  }

  /** One connection. */
  final class Peer implements FrameHandler {

    volatile FrameConnection connection;
    volatile boolean gone;
    final Queue<IsoMessage> requests = new ConcurrentLinkedQueue<>();

    @Override
    public void opened(FrameConnection opened) {
      connection = opened;
      peers.add(this);
    }

    @Override
    public void frame(FrameConnection from, byte[] frame) {
      IsoMessage message;
      try {
        message = dialect.decode(frame).message();
      } catch (MalformedMessageException e) {
        throw new IllegalStateException("the link sent nonsense", e);
      }
      if (!message.mti().isRequest()) {
        answers.add(message);
      } else if (message.mti().digits().equals("0820")) {
        management(message);
      } else {
        requests.add(message);
        behaviour.request(this, message);
      }
    }

    @Override
    public void closed(FrameConnection from, Ending ending) {
      gone = true;
    }

    private void management(IsoMessage message) {
      NetworkFunction function = dialect.function(message);
      management.add(function);
      if (function == NetworkFunction.ECHO && !answersEchoes) {
        return;
      }
      ResponseCode code = function == NetworkFunction.SIGN_ON ? signOnCode : ResponseCode.APPROVED;
      send(dialect.answerTo(message, code));
    }

    void approve(IsoMessage request) {
      send(approval(request));
    }

    /** An approval with a right MAC. */
    IsoMessage approval(IsoMessage request) {
      IsoMessage answer = dialect.answerTo(request, ResponseCode.APPROVED);
      return answer.set(128, CheckSumSecurity.text(key, answer));
    }

    void send(IsoMessage message) {
      connection.send(encode(message));
    }

    byte[] encode(IsoMessage message) {
      return dialect.encode(dialect.header().answer(), message);
    }
  }
}
