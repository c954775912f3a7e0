/**
 * What a day came to: tie-out, totals, open items, the difference a dry run would make, and the
 * merchants' statements as CSV and as a page to print. The same data gives the same bytes.
 */
package io.oneclear.settlement.report;
