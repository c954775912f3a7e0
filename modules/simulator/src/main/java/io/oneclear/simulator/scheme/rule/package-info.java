/**
 * How a scheme misbehaves where an amount or a rule says so: {@link
 * io.oneclear.simulator.scheme.rule.Rules} says how a rules file looks, {@link
 * io.oneclear.simulator.scheme.rule.Treatment} which amounts are magic.
 */
package io.oneclear.simulator.scheme.rule;
