package io.oneclear.switching.sim;

import io.oneclear.message.ResponseCode;
import io.oneclear.switching.SwitchMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Remembers what was reported. */
public final class CountingMetrics implements SwitchMetrics {

  private final List<Alarm> alarms = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private final List<String> drops = new ArrayList<>();
  private final Set<Hop> hops = EnumSet.noneOf(Hop.class);
  private int inFlight;
  private int joined;
  private int replayed;
  private int advicesUnderWay;
  private int advicesAnswered;
  private int advicesUnanswered;

  public List<Alarm> alarms() {
    return alarms;
  }

  /** Kind, link and code of every answer, e.g. {@code Purchase cups 00}. */
  public List<String> answers() {
    return answers;
  }

  public List<String> drops() {
    return drops;
  }

  public Set<Hop> hops() {
    return hops;
  }

  public int nowInFlight() {
    return inFlight;
  }

  public int joinedSoFar() {
    return joined;
  }

  public int replayedSoFar() {
    return replayed;
  }

  public int advicesNow() {
    return advicesUnderWay;
  }

  public int advicesAnswered() {
    return advicesAnswered;
  }

  public int advicesUnanswered() {
    return advicesUnanswered;
  }

  @Override
  public void answered(String kind, String link, ResponseCode code, Duration took) {
    answers.add(kind + " " + link + " " + code);
  }

  @Override
  public void dropped(String kind, String reason) {
    drops.add(kind + " " + reason);
  }

  @Override
  public long hopBegins() {
    return 0;
  }

  @Override
  public void hop(Hop hop, long begun) {
    hops.add(hop);
  }

  @Override
  public void inFlight(int requests) {
    inFlight = requests;
  }

  @Override
  public void joined() {
    joined++;
  }

  @Override
  public void replayed() {
    replayed++;
  }

  @Override
  public void alarm(Alarm alarm) {
    alarms.add(alarm);
  }

  @Override
  public void adviceAnswered(String link, ResponseCode code, boolean delivered) {
    advicesAnswered++;
  }

  @Override
  public void adviceUnanswered(String link) {
    advicesUnanswered++;
  }

  @Override
  public void advicesUnderWay(int advices) {
    advicesUnderWay = advices;
  }
}
