/**
 * The money rules of the design's section 5, checked: {@link io.oneclear.proof.rule.SendGuard} at
 * every message that leaves the switch, {@link io.oneclear.proof.rule.Transitions} at every change
 * of a row, {@link io.oneclear.proof.rule.Numbers} at every number that is given, {@link
 * io.oneclear.proof.rule.MoneyRules} over the three logs when all has come to rest. What is broken
 * goes to {@link io.oneclear.proof.rule.Findings}.
 */
package io.oneclear.proof.rule;
