/**
 * Processes that a benchmark starts and always stops: also when it fails, and on Ctrl-C.
 *
 * <pre>
 *   Children ─▶ Child ─▶ Launcher's command   one each for scheme, switch or peer, load generator
 *          └─▶ WorkingDirectory                their data, gone with them unless it is to be kept
 *   Preflight                                   what is in the way is said before anything is started
 * </pre>
 */
package io.oneclear.bench.process;
