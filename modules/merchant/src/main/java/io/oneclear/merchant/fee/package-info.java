/**
 * What acquiring costs and what merchants pay for it, as dated data: plans with their rules and
 * tiers, issuer and network prices, and the class of every MCC. {@link
 * io.oneclear.merchant.fee.FeeBook} holds them together and refuses what contradicts itself. The
 * arithmetic is in {@code settlement}.
 */
package io.oneclear.merchant.fee;
