package io.oneclear.proof.node;

import io.oneclear.proof.world.Chance;
import io.oneclear.proof.world.Coverage;
import io.oneclear.proof.world.Equipment;
import io.oneclear.proof.world.SimulatedTime;
import io.oneclear.proof.world.Trace;
import io.oneclear.proof.world.Weather;
import java.util.random.RandomGenerator;

/** The world a node lives in. */
public record World(
    Equipment equipment,
    SimulatedTime time,
    Weather weather,
    Chance chance,
    RandomGenerator random,
    Trace trace,
    Coverage coverage) {}
