/**
 * Digits and characters as messages carry them: {@link io.oneclear.message.text.Digits} and {@link
 * io.oneclear.message.text.ShortDigits} between numbers and text, {@link
 * io.oneclear.message.text.Gbk} between text and bytes.
 */
package io.oneclear.message.text;
