package io.oneclear.simulator.scheme;

import io.oneclear.message.cups.CupsDialect;

/** What every connection of a scheme shares. */
record SchemeParts(
    CupsDialect dialect,
    SchemeMessages messages,
    KeyRing keys,
    IssuerDesk desk,
    SchemeCounters counters) {}
