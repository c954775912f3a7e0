/**
 * Pure rules about a card transaction: the card and amount, and whether a void or refund fits the
 * purchase it names. Values in, a refusal or none out; nothing is looked up here.
 */
package io.oneclear.switching.check;
