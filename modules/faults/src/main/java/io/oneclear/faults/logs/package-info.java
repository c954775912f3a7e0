/**
 * What is compared after a fault: {@link io.oneclear.faults.logs.ThreeLogs} reads what the
 * terminals saw, what the journal holds and what the scheme did, and names every transaction about
 * which two of them differ, together with what the audit finds.
 */
package io.oneclear.faults.logs;
