package io.oneclear.settlement.report;

import java.time.LocalDate;

/**
 * A difference with an owner.
 *
 * @param ours what we have, in fen; 0 if nothing
 * @param theirs what the other side has
 */
public record OpenItem(
    long id,
    LocalDate date,
    String type,
    String merchant,
    String reference,
    long ours,
    long theirs,
    String state,
    String owner,
    String note) {}
