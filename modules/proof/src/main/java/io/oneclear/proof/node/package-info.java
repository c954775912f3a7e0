/**
 * A node of the switch in the simulated world: {@link io.oneclear.proof.node.Node} wires the real
 * {@code Switch}, {@code Recovery} and {@code StoreAndForward} to ports that fail, life after life.
 * {@link io.oneclear.proof.node.Tampering} puts a defect between them.
 */
package io.oneclear.proof.node;
