/**
 * What the program is told by files: {@code cfg/oneclear.yaml} and the tables beside it.
 *
 * <p>Way in: {@link io.oneclear.app.config.OneClearConfig#read}. Every section is the config record
 * of the room it belongs to, which checks its own values; what is not in the file comes from {@code
 * defaults.yaml} beside this package. Anything wrong is a {@link
 * io.oneclear.app.config.ConfigException}: one line that names the key, the value and what is
 * allowed, and the program does not start.
 */
package io.oneclear.app.config;
