package io.oneclear.message.pos;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;

/**
 * How a void or refund names its original: fields 61, 37 and 38. Optional parts are null.
 *
 * @param batch 61.1 original batch number; null if 61 is absent
 * @param trace 61.2 original trace; null if 61 is absent
 * @param date 61.3 original date MMDD; null if absent or 0000
 * @param rrn field 37; null if absent
 * @param authorizationCode field 38; null if absent
 */
public record OriginalReference(
    BatchNumber batch, Stan trace, String date, Rrn rrn, String authorizationCode) {}
