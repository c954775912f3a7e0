/**
 * Requests to a scheme and its answers in the house's own words, whatever the dialect on the wire.
 */
package io.oneclear.message.upstream;
