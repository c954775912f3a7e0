/**
 * Key blocks, TR-31 / ANSI X9.143: a key encrypted and bound to what it may be used for. Opens
 * versions A, B, C and D; writes D (AES), the form our own keys are stored in.
 *
 * <p>Way in: {@link io.oneclear.security.block.KeyBlocks}. Called by the security room only.
 */
package io.oneclear.security.block;
