package io.oneclear.settlement.report;

/** Takes statements as they are read: begin, lines, end, for one merchant after the other. */
public interface StatementSink {

  void begin(StatementHeader header);

  void line(StatementLine line);

  void end();
}
