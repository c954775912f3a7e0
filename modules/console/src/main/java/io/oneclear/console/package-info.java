/**
 * HTTP: health, metrics, the page operations watch, and the statements to download.
 *
 * <pre>
 *   browser, probe, scraper ─▶ ConsoleServer ─▶ OperationsView (asked of the database by whoever implements it)
 *                                           ├─▶ OperationsPage (HTML, Chinese and English)
 *                                           └─▶ StatementFiles (out/DATE/…)
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.console.ConsoleServer}. Way out: the port {@link
 * io.oneclear.console.OperationsView} and a supplier of the metrics' text. Threads: its own small
 * pool; a request that finds it and its queue full is refused by the server, never queued without
 * end. Everything here only reads. It listens on localhost unless told otherwise: there is no login
 * yet.
 */
package io.oneclear.console;
