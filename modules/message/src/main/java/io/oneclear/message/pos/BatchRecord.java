package io.oneclear.message.pos;

import io.oneclear.message.Pan;
import io.oneclear.message.Stan;

/** One magnetic record of a batch upload (field 48 of 0320/201). */
public record BatchRecord(boolean foreignCard, Stan trace, Pan pan, long fen) {}
