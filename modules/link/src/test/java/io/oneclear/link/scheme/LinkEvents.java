package io.oneclear.link.scheme;

import io.oneclear.link.matching.LateKind;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a link tells and counts. */
final class LinkEvents implements LinkListener, LinkMetrics {

  final List<Boolean> availability = new CopyOnWriteArrayList<>();
  final Queue<String> dayCuts = new ConcurrentLinkedQueue<>();
  final Queue<String> alarms = new ConcurrentLinkedQueue<>();
  final Queue<Disconnect> disconnects = new ConcurrentLinkedQueue<>();
  final Queue<NotSentReason> notSent = new ConcurrentLinkedQueue<>();
  final Queue<LateKind> late = new ConcurrentLinkedQueue<>();
  final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
  final AtomicInteger sent = new AtomicInteger();
  final AtomicInteger answered = new AtomicInteger();
  final AtomicInteger timedOut = new AtomicInteger();
  final AtomicInteger signedOn = new AtomicInteger();

  @Override
  public void availability(boolean available) {
    availability.add(available);
  }

  @Override
  public void dayCutBegins(String settlementDate) {
    dayCuts.add("begins " + settlementDate);
  }

  @Override
  public void dayCutEnds(String settlementDate) {
    dayCuts.add("ends " + settlementDate);
  }

  @Override
  public void alarm(String text) {
    alarms.add(text);
  }

  @Override
  public void signedOn(String link, int connections) {
    signedOn.set(connections);
  }

  @Override
  public void disconnected(String link, Disconnect reason) {
    disconnects.add(reason);
  }

  @Override
  public void requestSent(String link) {
    sent.incrementAndGet();
  }

  @Override
  public void answered(String link, long nanos) {
    answered.incrementAndGet();
  }

  @Override
  public void timedOut(String link) {
    timedOut.incrementAndGet();
  }

  @Override
  public void notSent(String link, NotSentReason reason) {
    notSent.add(reason);
  }

  @Override
  public void late(String link, LateKind kind) {
    late.add(kind);
  }

  @Override
  public void refusedMessage(String link, Refusal reason) {
    refusals.add(reason);
  }
}
