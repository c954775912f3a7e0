/** HTTP: health, metrics, pages for operations and merchants. */
package io.oneclear.console;
