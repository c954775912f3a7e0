package io.oneclear.bench.peer.q2;

import io.oneclear.simulator.scheme.SchemeConfig;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOUtil;
import org.jpos.iso.channel.ASCIIChannel;

/** Four digits of length, a header of 46 bytes that holds the length again, message. */
public final class SchemeChannel extends ASCIIChannel {

  private static final int HEADER = 46;
  private static final int LENGTH_AT = 2;
  private static final byte[] TEMPLATE = template();

  /** As {@link TerminalChannel}: packets do not wait for one another. */
  @Override
  protected void connect(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    super.connect(socket);
  }

  @Override
  protected int getHeaderLength() {
    return HEADER;
  }

  @Override
  protected void sendMessageHeader(ISOMsg message, int length) throws IOException {
    byte[] header = TEMPLATE.clone();
    put(header, LENGTH_AT, ISOUtil.zeropad(HEADER + length, 4));
    serverOut.write(header);
  }

  /**
   * Version 2, destination, source, reserved, batch, transaction information, user, reject code.
   */
  private static byte[] template() {
    byte[] header = new byte[HEADER];
    header[0] = HEADER;
    header[1] = 2;
    Arrays.fill(header, 6, 28, (byte) ' ');
    put(header, 6, SchemeConfig.DEFAULT_SCHEME);
    put(header, 17, SchemeConfig.DEFAULT_ACQUIRER);
    put(header, 32, "00000000");
    put(header, 41, "00000");
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
