/**
 * Crash drills: named places on the path of money where the process can be made to end at once, as
 * if the power had failed, to show that nothing is lost there.
 *
 * <pre>
 *   -Dcrash=outcome-before-commit:1      ends the process, status 137, the first time it is there
 *   -Dcrash=POST:before-commit:1         a place of settlement
 *   -Dcrash=file-flushed:1,answer-flushed:3   whichever comes first
 *   -Dcrash=@FILE                        what FILE says, once it is there
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.message.crash.CrashPoint#reached()} at the places themselves,
 * {@link io.oneclear.message.crash.CrashDrill#refusal} at start. Without the property nothing is
 * counted, nothing can be armed later, and what stands at the places is compiled away.
 */
package io.oneclear.message.crash;
