/**
 * The log under flood: a peer that makes trouble a million times must not fill a disk. {@link
 * io.oneclear.app.log.FloodFilter} is named in {@code logback.xml} and stands before every line.
 */
package io.oneclear.app.log;
