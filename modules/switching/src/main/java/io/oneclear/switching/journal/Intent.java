package io.oneclear.switching.journal;

import io.oneclear.merchant.CardProduct;
import io.oneclear.message.ProtectedPan;
import io.oneclear.message.Rrn;
import io.oneclear.message.upstream.UpstreamKey;
import java.time.Instant;

/**
 * A transaction before it is sent: what must be durable first.
 *
 * @param id ours, unique over all nodes and time
 * @param amountFen 0 for a balance inquiry
 * @param pan protected; never the clear number
 * @param expiry YYMM; null if the terminal sent none
 * @param sequence card sequence number; null
 * @param entryMode field 22
 * @param conditionCode field 25
 * @param link where it will be sent; null if it is declined here
 * @param upstreamKey identity on the link; null if it is declined here
 * @param original key of the purchase a void or refund claims; null for none. A key, not an id: it
 *     names the row's partition, and no index on ids is needed
 * @param at when the request came in
 */
public record Intent(
    long id,
    RequestKey key,
    TransactionKind kind,
    long amountFen,
    ProtectedPan pan,
    CardProduct product,
    String expiry,
    String sequence,
    String entryMode,
    String conditionCode,
    Rrn rrn,
    String link,
    UpstreamKey upstreamKey,
    RequestKey original,
    Instant at) {}
