/** The only room that sees all: Main, Wiring, config, Q2 beans. */
package io.oneclear.app;
