/**
 * Ignition: Q2 reads {@code deploy/*.xml} in the order of their names and starts one bean a file;
 * each bean is a few lines that open or close one part of {@link io.oneclear.app.wiring.Wiring}.
 *
 * <p>Way in: {@link io.oneclear.app.beans.Ignition}. Nothing is decided here. A descriptor that is
 * dropped into the directory brings its part up within seconds; removing it takes the part down.
 */
package io.oneclear.app.beans;
