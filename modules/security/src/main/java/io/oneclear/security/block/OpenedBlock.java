package io.oneclear.security.block;

/** A key block opened: its header and the clear key. Prints the header only. */
public final class OpenedBlock {

  private final BlockHeader header;
  private final byte[] key;

  OpenedBlock(BlockHeader header, byte[] key) {
    this.header = header;
    this.key = key;
  }

  public BlockHeader header() {
    return header;
  }

  /** The key in clear. Never for logs, exceptions or files. */
  public byte[] clear() {
    return key.clone();
  }

  @Override
  public String toString() {
    return "OpenedBlock[" + header.usage() + " " + key.length + " bytes]";
  }
}
