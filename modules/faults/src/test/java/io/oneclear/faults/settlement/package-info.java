/**
 * The end of day halted in every step, as the real command on the real PostgreSQL: the files are
 * byte for byte those of a day nobody disturbed, and nobody is paid twice.
 */
package io.oneclear.faults.settlement;
