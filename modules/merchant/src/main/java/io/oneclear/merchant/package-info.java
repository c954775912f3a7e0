/**
 * Whom we acquire for: merchants, their terminals, settlement accounts and fee plans. Records and
 * the rules that hold inside them; no storage, no I/O.
 */
package io.oneclear.merchant;
