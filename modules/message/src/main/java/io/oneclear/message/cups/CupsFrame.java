package io.oneclear.message.cups;

import io.oneclear.message.IsoMessage;

/** One frame of a scheme's link: header and message. */
public record CupsFrame(CupsHeader header, IsoMessage message) {}
