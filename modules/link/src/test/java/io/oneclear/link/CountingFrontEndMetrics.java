package io.oneclear.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what a front end counts. */
final class CountingFrontEndMetrics implements FrontEndMetrics {

  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger inFlight = new AtomicInteger();
  final AtomicInteger received = new AtomicInteger();
  final AtomicInteger sent = new AtomicInteger();
  final AtomicLong bytes = new AtomicLong();
  final AtomicInteger again = new AtomicInteger();
  final AtomicInteger undeliverable = new AtomicInteger();
  final AtomicInteger suspended = new AtomicInteger();
  final Map<String, Integer> dropped = new ConcurrentHashMap<>();
  private final Map<Refusal, Integer> refused = new EnumMap<>(Refusal.class);
  private final Map<Close, Integer> closed = new EnumMap<>(Close.class);

  synchronized int refused(Refusal reason) {
    return refused.getOrDefault(reason, 0);
  }

  synchronized int closed(Close reason) {
    return closed.getOrDefault(reason, 0);
  }

  @Override
  public void connectionOpened() {
    opened.incrementAndGet();
  }

  @Override
  public synchronized void connectionRefused(Refusal reason) {
    refused.merge(reason, 1, Integer::sum);
  }

  @Override
  public synchronized void connectionClosed(Close reason) {
    closed.merge(reason, 1, Integer::sum);
  }

  @Override
  public void frameReceived(int size) {
    received.incrementAndGet();
    bytes.addAndGet(size);
  }

  @Override
  public void frameSent(int size) {
    sent.incrementAndGet();
    bytes.addAndGet(size);
  }

  @Override
  public void inFlight(int change) {
    inFlight.addAndGet(change);
  }

  @Override
  public void dropped(String reason) {
    dropped.merge(reason, 1, Integer::sum);
  }

  @Override
  public void answeredAgain() {
    again.incrementAndGet();
  }

  @Override
  public void answerUndeliverable() {
    undeliverable.incrementAndGet();
  }

  @Override
  public void readingSuspended() {
    suspended.incrementAndGet();
  }
}
