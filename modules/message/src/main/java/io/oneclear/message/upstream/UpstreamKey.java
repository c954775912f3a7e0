package io.oneclear.message.upstream;

import io.oneclear.message.Stan;

/**
 * What identifies a message between us and a scheme: F7 + F11 + F32 + F33.
 *
 * @param transmissionTime field 7, MMDDhhmmss
 * @param stan field 11
 * @param acquirer field 32, up to 11 digits
 * @param forwarder field 33, up to 11 digits
 */
public record UpstreamKey(String transmissionTime, Stan stan, String acquirer, String forwarder) {}
