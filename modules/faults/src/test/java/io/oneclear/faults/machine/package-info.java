/** Faults of the machine under the switch. */
package io.oneclear.faults.machine;
