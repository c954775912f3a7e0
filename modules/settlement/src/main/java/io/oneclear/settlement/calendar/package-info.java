/** Working days: weekends, days off and working weekends (调休) of the loaded years. */
package io.oneclear.settlement.calendar;
