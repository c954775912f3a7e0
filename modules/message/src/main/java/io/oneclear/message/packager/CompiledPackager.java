package io.oneclear.message.packager;

import java.io.InputStream;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOFieldPackager;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.packager.GenericPackager;

/**
 * {@code GenericPackager} with its field table compiled: reads the same XML, is configured and used
 * the same way ({@code packager="io.oneclear.message.packager.CompiledPackager"}), and gives the
 * same messages.
 *
 * <p>Messages take jPOS's own way if a logger listens to the packager, if the table has a header, a
 * third bitmap, no bitmap or another first field, or if the message is refused. One difference:
 * {@code pack} here writes the fields that the message's bitmap names. {@code ISOMsg.pack()} sees
 * to it that these are all; called past it, with a bitmap that is out of date, {@code
 * GenericPackager} writes a message whose fields and bitmap disagree.
 */
public final class CompiledPackager extends GenericPackager {

  /** Null until a table has been read, and for a table that is not compiled. */
  private Plan plan;

  /** For jPOS, which configures it afterwards. */
  public CompiledPackager() throws ISOException {}

  public CompiledPackager(String file) throws ISOException {
    readFile(file);
  }

  public CompiledPackager(InputStream xml) throws ISOException {
    readFile(xml);
  }

  @Override
  public void readFile(String file) throws ISOException {
    super.readFile(file);
    compile();
  }

  @Override
  public void readFile(InputStream xml) throws ISOException {
    super.readFile(xml);
    compile();
  }

  @Override
  public void setFieldPackager(ISOFieldPackager[] packagers) {
    super.setFieldPackager(packagers);
    compile();
  }

  @Override
  public void setFieldPackager(int field, ISOFieldPackager packager) {
    super.setFieldPackager(field, packager);
    compile();
  }

  @Override
  public void setThirdBitmapField(int field) throws ISOException {
    super.setThirdBitmapField(field);
    compile();
  }

  @Override
  public void setHeaderLength(int length) {
    super.setHeaderLength(length);
    compile();
  }

  private void compile() {
    boolean ordinary =
        fld != null
            && fld.length > 1
            && emitBitMap()
            && getBitMapfieldPackager() == fld[1]
            && getFirstField() == 2
            && getHeaderLength() == 0
            && thirdBitmapField < 0;
    plan = ordinary ? Plan.of(fld) : null;
  }

  /** {@inheritDoc} */
  @Override
  public byte[] pack(ISOComponent message) throws ISOException {
    byte[] wire =
        plan != null && logger == null && message instanceof ISOMsg iso ? plan.pack(iso) : null;
    return wire == null ? super.pack(message) : wire;
  }

  /** {@inheritDoc} */
  @Override
  public int unpack(ISOComponent message, byte[] wire) throws ISOException {
    int consumed =
        plan != null && logger == null && message instanceof ISOMsg iso
            ? plan.unpack(iso, wire)
            : Form.NOT_TAKEN;
    return consumed == Form.NOT_TAKEN ? super.unpack(message, wire) : consumed;
  }
}
