package io.oneclear.switching.journal;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import java.time.LocalDate;

/**
 * What makes a terminal's request the same request: terminal, batch, trace. The merchant and the
 * day the batch was opened belong to it because the big tables are kept by them.
 */
public record RequestKey(
    MerchantId merchant,
    TerminalId terminal,
    LocalDate batchOpenedOn,
    BatchNumber batch,
    Stan trace) {}
