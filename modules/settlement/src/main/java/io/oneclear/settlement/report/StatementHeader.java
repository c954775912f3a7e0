package io.oneclear.settlement.report;

import java.time.LocalDate;

/**
 * A merchant's day.
 *
 * @param carriedInFen from earlier dates; negative: a debt
 * @param releasedFen held earlier, released with this date
 * @param heldFen of this date, held until a difference is cleared up
 * @param carriedOutFen to the next date
 * @param account masked; empty if none is verified
 */
public record StatementHeader(
    LocalDate date,
    String merchant,
    String name,
    String cycle,
    LocalDate valueDate,
    String account,
    long salesFen,
    long voidsFen,
    long refundsFen,
    long feesFen,
    long carriedInFen,
    long releasedFen,
    long heldFen,
    long payoutFen,
    long carriedOutFen) {}
