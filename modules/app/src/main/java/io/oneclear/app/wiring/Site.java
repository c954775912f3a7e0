package io.oneclear.app.wiring;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import java.time.Clock;

/** A node as the commands see it that work beside a server: what it is told and where it keeps. */
public record Site(
    Installation installation, OneClearConfig config, DataDirectory data, Clock clock) {}
