/**
 * What the commands say: {@link io.oneclear.app.output.CommandLineOutput} is the only place that
 * writes to standard output and standard error. Everything else logs.
 */
package io.oneclear.app.output;
