package io.oneclear.bench.peer.q2;

import java.io.IOException;
import java.net.Socket;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.channel.NACChannel;

/** Two bytes of length, TPDU and header (11 bytes), message. */
public final class TerminalChannel extends NACChannel {

  static final int TPDU_AND_HEADER = 11;

  /**
   * jPOS leaves small packets waiting for one another: 40 ms for every tenth answer at little load.
   */
  @Override
  protected void connect(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    super.connect(socket);
  }

  @Override
  protected int getHeaderLength() {
    return TPDU_AND_HEADER;
  }

  @Override
  protected ISOMsg createMsg() {
    return new TerminalMessage();
  }

  @Override
  protected void unpack(ISOMsg message, byte[] bytes) throws ISOException {
    super.unpack(message, bytes);
    if (message instanceof TerminalMessage known) {
      known.unpackedFrom(bytes);
    }
  }

  @Override
  protected byte[] pack(ISOMsg message) throws ISOException {
    byte[] packed = super.pack(message);
    if (message instanceof TerminalMessage known) {
      known.seal(packed);
    }
    return packed;
  }
}
