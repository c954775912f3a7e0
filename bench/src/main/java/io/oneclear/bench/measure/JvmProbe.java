package io.oneclear.bench.measure;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** Option of a JVM that is to be asked for {@link #directBytes}. */
  public static final String TRACKING = "-XX:NativeMemoryTracking=summary";

  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

  /** What belongs to no part of the JVM itself. */
  private static final Pattern OTHER =
      Pattern.compile("Other \\(reserved=\\d+, committed=(\\d+)\\)");

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

  /** Bytes in use after a collection of everything, made now. */
  public long heapInUse() throws IOException {
    MemoryMXBean memory = ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class);
    // What the first one finds dead may hold on to more until the references' thread has run.
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /**
   * Bytes that Java code has taken outside the heap, however it did: direct buffers, and what a
   * network library takes for its own. The JVM must run with {@link #TRACKING}.
   */
  public long directBytes() throws IOException {
    try {
      Object summary =
          beans.invoke(
              new ObjectName(COMMANDS),
              "vmNativeMemory",
              new Object[] {new String[] {"summary", "scale=b"}},
              new String[] {String[].class.getName()});
      return direct(summary.toString());
    } catch (JMException e) {
      throw new IOException("the JVM does not tell what it holds outside the heap", e);
    }
  }

  static long direct(String summary) throws IOException {
    Matcher other = OTHER.matcher(summary);
    if (!other.find()) {
      throw new IOException("the JVM does not track its memory: " + summary.lines().findFirst());
    }
    return Long.parseLong(other.group(1));
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
