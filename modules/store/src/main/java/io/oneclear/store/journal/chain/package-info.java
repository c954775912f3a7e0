/**
 * The journal's chain: what makes a row that was edited, put in or taken away by hand be noticed.
 *
 * <p>Every row bears a seal over all its columns. Every unit of work of a writer adds a link, in
 * the same database transaction: by how much it changed the sum of the weights of all rows, how
 * many rows it added, and a keyed hash over that and the hash of the link before. There is a chain
 * for each month of rows, node and writer, which goes on over the lives of the node; links are kept
 * with the month they are about and can be detached with it. {@link
 * io.oneclear.store.journal.chain.ChainRules} compares rows and chains in one snapshot.
 *
 * <p>Not noticed: newest links of a chain taken away together with all they did, the rows put back
 * as they were before. Each start of a node writes to its log where its chains stand.
 */
package io.oneclear.store.journal.chain;
