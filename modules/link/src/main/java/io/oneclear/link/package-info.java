/** Sockets: the Netty terminal front end and the upstream links. */
package io.oneclear.link;
