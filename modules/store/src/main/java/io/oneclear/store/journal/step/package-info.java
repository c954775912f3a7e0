/**
 * What units of work do most: find the business day, insert rows, decide rows. Each is one
 * statement for many, and goes to the database in a {@linkplain
 * io.oneclear.store.journal.table.Trip trip} with others.
 */
package io.oneclear.store.journal.step;
