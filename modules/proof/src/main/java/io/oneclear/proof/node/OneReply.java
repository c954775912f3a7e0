package io.oneclear.proof.node;

import io.oneclear.message.MalformedMessageException;
import io.oneclear.proof.rule.Findings;
import io.oneclear.proof.rule.SendGuard;
import io.oneclear.proof.world.Equipment;
import io.oneclear.proof.world.Life;
import io.oneclear.switching.Reply;
import java.util.function.Consumer;

/** The way back to a terminal: taken once, guarded, and closed when the process is dead. */
final class OneReply implements Reply {

  private final Life life;
  private final Equipment equipment;
  private final SendGuard guard;
  private final Findings findings;
  private final Consumer<byte[]> back;
  private int times;

  OneReply(
      Life life, Equipment equipment, SendGuard guard, Findings findings, Consumer<byte[]> back) {
    this.life = life;
    this.equipment = equipment;
    this.guard = guard;
    this.findings = findings;
    this.back = back;
  }

  @Override
  public void send(byte[] frame) {
    once();
    if (!life.reaches("answer")) {
      return;
    }
    try {
      guard.toTerminal(equipment.pos().decode(frame).message());
    } catch (MalformedMessageException e) {
      findings.add(0, "an answer", "cannot be read: " + e.getMessage());
    }
    back.accept(frame);
  }

  @Override
  public void drop(String reason) {
    once();
  }

  @Override
  public void hangUp(String reason) {
    findings.add(0, "a request", "was taken for no message");
  }

  private void once() {
    if (++times > 1) {
      findings.add(0, "a request", "was answered twice");
    }
  }
}
