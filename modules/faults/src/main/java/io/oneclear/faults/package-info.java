/**
 * The real system as processes, among real faults: what it is started, killed, frozen and cut off
 * with, who sells against it meanwhile, and what is compared afterwards.
 *
 * <p>{@code process} starts and kills, {@code proxy} is a network that misbehaves, {@code
 * terminals} sell and clear up what stayed doubtful, {@code logs} compares what terminals, journal
 * and scheme say. The tests of this room are tagged {@code fault} (with {@code mvn verify -Pci},
 * among all other tests), {@code fault-slow} (with those, {@code -Pfaults}) and {@code fault-long}
 * (an hour: {@code -Pfaults,long}).
 */
package io.oneclear.faults;
