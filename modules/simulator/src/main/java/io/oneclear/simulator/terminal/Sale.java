package io.oneclear.simulator.terminal;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.simulator.DemoCard;

/**
 * An approved purchase as its receipt has it: what a void or refund needs to know.
 *
 * @param date MMDD
 * @param authorizationCode field 38; null if none came
 */
public record Sale(
    BatchNumber batch,
    Stan trace,
    String date,
    Rrn rrn,
    String authorizationCode,
    DemoCard card,
    long fen) {}
