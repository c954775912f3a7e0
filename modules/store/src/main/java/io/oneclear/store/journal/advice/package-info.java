/**
 * Stored advices beyond the switch: {@link io.oneclear.store.journal.advice.AdviceList} reads them
 * as people want to see them, {@link io.oneclear.store.journal.advice.AdviceItems} keeps the open
 * items of those no scheme accepted. Called inside a database transaction of {@code store.journal}.
 */
package io.oneclear.store.journal.advice;
