/** The configuration: defaults, full files, and every kind of bad one. */
package io.oneclear.app.config;
