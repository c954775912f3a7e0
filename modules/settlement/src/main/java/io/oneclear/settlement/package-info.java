/** The business day: cut-over, clearing, fees, ledger, payout, reconciliation. */
package io.oneclear.settlement;
