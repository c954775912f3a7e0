package io.oneclear.settlement.report;

import java.time.Instant;

/** One transaction on a statement; amounts signed from the merchant's side. */
public record StatementLine(
    Instant at,
    String terminal,
    int batch,
    int trace,
    String rrn,
    String maskedPan,
    String kind,
    String product,
    long grossFen,
    long feeFen,
    String rule,
    boolean held) {}
