/**
 * How transactions go into {@code card_transaction} and come out of it: the statements, the columns
 * they bind, and the rows they give.
 */
package io.oneclear.store.journal.table;
