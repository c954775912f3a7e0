package io.oneclear.bench.measure;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A look into another JVM of the same user, without anything being prepared there: its management
 * agent is started over the attach door, which is the same for OneClear and for every peer.
 */
public final class JvmProbe implements AutoCloseable {

  private static final String THREADING = "java.lang:type=Threading";

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  private JvmProbe(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.beans = connector.getMBeanServerConnection();
  }

  /** Empty if that JVM lets nobody in. */
  @SuppressWarnings("BanJNDI") // the address is of our own child and comes from its attach door
  public static Optional<JvmProbe> attach(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
        return Optional.of(new JvmProbe(JMXConnectorFactory.connect(address)));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      return Optional.empty();
    }
  }

  /** Bytes that all its threads have ever allocated on the heap, virtual threads included. */
  public long allocatedBytes() throws IOException {
    try {
      return (Long) beans.getAttribute(new ObjectName(THREADING), "TotalThreadAllocatedBytes");
    } catch (JMException e) {
      throw new IOException("the JVM does not tell what it allocates", e);
    }
  }

  /** Bytes in use after the latest collection of each part of the heap. */
  public long heapAfterCollection() throws IOException {
    long used = 0;
    for (MemoryPoolMXBean pool :
        ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class)) {
      MemoryUsage after = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
      used += after == null ? 0 : after.getUsed();
    }
    return used;
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
