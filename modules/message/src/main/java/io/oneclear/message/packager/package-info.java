/**
 * A packager for jPOS users, in place of {@code GenericPackager}: {@link
 * io.oneclear.message.packager.CompiledPackager}. Same XML files, same {@code ISOMsg} in and out,
 * same bytes, same refusals.
 *
 * <pre>
 *   XML ─▶ GenericPackager reads it ─▶ Plan: per field number one Form
 *   ISOMsg ─▶ Plan ─▶ bytes        a Form for every class known here,
 *   bytes ─▶ Plan ─▶ ISOMsg        jPOS's own field packager for the others
 *      └── what a Form does not take ─▶ GenericPackager does it all again
 * </pre>
 *
 * <p>So nothing is refused here: jPOS itself refuses, in its own words. OneClear's dialects do not
 * go this way; they read into {@code IsoMessage}, which takes no {@code ISOMsg}.
 */
package io.oneclear.message.packager;
