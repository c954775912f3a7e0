/** The command line: what it refuses, and what it says. */
package io.oneclear.app.command;
