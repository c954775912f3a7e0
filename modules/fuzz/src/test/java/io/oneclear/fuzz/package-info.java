/**
 * Any bytes into every decoder of a message and every parser of a file that a person or another
 * party hands in. Each target lies in the package of its parser and is named {@code …FuzzTest}. The
 * ordinary build replays what is kept under {@code src/test/resources}; {@code mvn verify -Pfuzz}
 * searches for more, guided by coverage.
 *
 * <p>The promise is the same everywhere: a parser reads, or refuses by the one exception it names,
 * in one line without a card number, within ten seconds and a small heap; what has a writer comes
 * out as it went in.
 */
package io.oneclear.fuzz;
