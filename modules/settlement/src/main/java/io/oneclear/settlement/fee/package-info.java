/**
 * What a transaction costs. {@link io.oneclear.settlement.fee.FeeEngine} is the one implementation
 * of the fee arithmetic: settlement prices with it and {@code fee explain} asks it how a fee came
 * about. Integers only; half up once per fee item.
 */
package io.oneclear.settlement.fee;
