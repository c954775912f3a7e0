package io.oneclear.settlement.report;

/**
 * Takes statements as they are read: begin, lines, end, for one merchant after the other. For one
 * thread.
 */
public interface StatementSink extends AutoCloseable {

  void begin(StatementHeader header);

  void line(StatementLine line);

  void end();

  /** Makes what was ended durable. What was begun and not ended is given up. */
  @Override
  void close();
}
