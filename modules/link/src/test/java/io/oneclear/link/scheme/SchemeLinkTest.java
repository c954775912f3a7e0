package io.oneclear.link.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.link.EventLoops;
import io.oneclear.link.matching.LateKind;
import io.oneclear.link.matching.LinkResult;
import io.oneclear.link.matching.LinkResult.Answered;
import io.oneclear.link.matching.LinkResult.NotSent;
import io.oneclear.link.matching.LinkResult.TimedOut;
import io.oneclear.link.matching.SystemTimer;
import io.oneclear.link.scheme.FakeScheme.Peer;
import io.oneclear.link.scheme.LinkMetrics.Disconnect;
import io.oneclear.link.scheme.LinkMetrics.NotSentReason;
import io.oneclear.link.scheme.LinkMetrics.Refusal;
import io.oneclear.message.FieldTable;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MerchantId;
import io.oneclear.message.Money;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsHeader;
import io.oneclear.message.cups.CupsOptions;
import io.oneclear.message.cups.KeyReset;
import io.oneclear.message.cups.NetworkFunction;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SchemeLinkTest {

  private final EventLoops loops = EventLoops.start("scheme-link-test", 2);
  private final SystemTimer timer = new SystemTimer("scheme-link-test-timer");
  private final LinkEvents events = new LinkEvents();
  private final CheckSumSecurity security = new CheckSumSecurity();
  private final Queue<UpstreamAnswer> late = new ConcurrentLinkedQueue<>();
  private FakeScheme scheme;
  private SchemeLink link;

  @BeforeEach
  void openScheme() throws Exception {
    scheme = new FakeScheme(dialect(), loops);
  }

  @AfterEach
  void stop() {
    if (link != null) {
      link.close();
    }
    scheme.close();
    timer.close();
    loops.close();
  }

  @Test
  void connectsAndSignsOnBeforeItIsAvailable() {
    link = link(LinkSettings.quick());
    assertThat(link.available()).isFalse();
    assertThat(send().join()).isEqualTo(new NotSent("link not signed on"));

    link.start();

    await().until(link::available);
    assertThat(scheme.management).containsExactly(NetworkFunction.SIGN_ON);
    await().until(() -> events.availability.equals(List.of(true)));
    assertThat(events.notSent).containsExactly(NotSentReason.UNAVAILABLE);
    assertThat(events.signedOn).hasValue(1);
  }

  @Test
  void requestCarriesAMacAndItsAnswerComesBack() {
    start(LinkSettings.quick());
    UpstreamKey key = link.nextKey();

    LinkResult result = link.send(purchase(key)).join();

    UpstreamAnswer answer = ((Answered) result).answer();
    assertThat(answer.key()).isEqualTo(key);
    assertThat(answer.code()).isEqualTo(ResponseCode.APPROVED);
    IsoMessage sent = scheme.peers.getFirst().requests.element();
    assertThat(sent.text(128)).isEqualTo(CheckSumSecurity.text("old key", sent));
    await().until(() -> events.answered.get() == 1);
    assertThat(link.inFlight()).isZero();
  }

  @Test
  void crossedAnswersReachTheirRequests() {
    start(LinkSettings.quick());
    List<IsoMessage> held = new ArrayList<>();
    scheme.behaviour =
        (peer, request) -> {
          held.add(request);
          if (held.size() == 10) {
            held.reversed().forEach(peer::approve);
          }
        };
    List<UpstreamKey> keys = new ArrayList<>();
    List<CompletableFuture<LinkResult>> results = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      keys.add(link.nextKey());
      results.add(link.send(purchase(keys.get(i))));
    }

    for (int i = 0; i < 10; i++) {
      assertThat(((Answered) results.get(i).join()).answer().key()).isEqualTo(keys.get(i));
    }
  }

  @Test
  void requestWithoutAnswerTimesOutAndItsLateAnswerGoesToTheListener() {
    start(LinkSettings.quick().requestTimeout(Duration.ofMillis(150)));
    scheme.behaviour = (_, _) -> {};
    UpstreamKey key = link.nextKey();

    assertThat(link.send(purchase(key)).join()).isEqualTo(new TimedOut());
    Peer peer = scheme.peers.getFirst();
    peer.approve(peer.requests.element());

    await().until(() -> late.size() == 1);
    assertThat(late.element().key()).isEqualTo(key);
    assertThat(events.late).containsExactly(LateKind.LATE);
    assertThat(events.timedOut).hasValue(1);
  }

  @Test
  void secondAnswerAndAnswerToNobodyGoToTheListener() {
    start(LinkSettings.quick());
    scheme.behaviour =
        (peer, request) -> {
          peer.approve(request);
          peer.approve(request);
          peer.send(peer.approval(request.set(11, "000000")));
        };

    assertThat(send().join()).isInstanceOf(Answered.class);

    await().until(() -> late.size() == 2);
    assertThat(events.late).containsExactly(LateKind.DUPLICATE, LateKind.UNMATCHED);
  }

  @Test
  void answerWithAWrongMacIsNoAnswerAndOneWithARightMacStillIs() {
    start(LinkSettings.quick());
    scheme.behaviour =
        (peer, request) -> {
          peer.send(peer.approval(request).set(128, "00000000"));
          peer.send(peer.approval(request).unset(128));
          peer.approve(request);
        };

    assertThat(send().join()).isInstanceOf(Answered.class);

    assertThat(events.refusals).containsExactly(Refusal.WRONG_MAC, Refusal.MISSING_MAC);
    assertThat(events.alarms).hasSize(2).allMatch(text -> text.startsWith("unionpay: "));
    assertThat(late).isEmpty();
  }

  @Test
  void answerWithAWrongMacAloneEndsInATimeOut() {
    start(LinkSettings.quick().requestTimeout(Duration.ofMillis(150)));
    scheme.behaviour = (peer, request) -> peer.send(peer.approval(request).set(128, "00000000"));

    assertThat(send().join()).isEqualTo(new TimedOut());

    assertThat(events.refusals).containsExactly(Refusal.WRONG_MAC);
    assertThat(late).isEmpty();
  }

  @Test
  void brokenConnectionTimesOutWhatWasSentAtOnceAndIsMadeAgain() {
    start(LinkSettings.quick().requestTimeout(Duration.ofMinutes(5)));
    scheme.behaviour = (_, _) -> {};
    CompletableFuture<LinkResult> first = send();
    CompletableFuture<LinkResult> second = send();
    await().until(() -> scheme.peers.getFirst().requests.size() == 2);

    scheme.disconnectAll();

    assertThat(first.join()).isEqualTo(new TimedOut());
    assertThat(second.join()).isEqualTo(new TimedOut());
    await().until(() -> scheme.count(NetworkFunction.SIGN_ON) == 2 && link.available());
    assertThat(events.disconnects).containsExactly(Disconnect.PEER_CLOSED);
    await().until(() -> events.availability.equals(List.of(true, false, true)));
    scheme.behaviour = Peer::approve;
    assertThat(send().join()).isInstanceOf(Answered.class);
  }

  @Test
  void answerThatIsBeingCheckedWhenItsConnectionEndsIsStillTheAnswer() {
    start(LinkSettings.quick().requestTimeout(Duration.ofMinutes(5)));
    CompletableFuture<Void> slow = new CompletableFuture<>();
    security.beforeVerdict = slow;
    CompletableFuture<LinkResult> answered = send();
    await().until(() -> security.verifications.get() == 1);

    scheme.disconnectAll();
    await().until(() -> events.disconnects.size() == 1);
    slow.complete(null);

    assertThat(answered.join()).isInstanceOf(Answered.class);
    assertThat(late).isEmpty();
  }

  @Test
  void wrongAnswerThatIsBeingCheckedWhenItsConnectionEndsIsATimeOutThen() {
    start(LinkSettings.quick().requestTimeout(Duration.ofMinutes(5)));
    CompletableFuture<Void> slow = new CompletableFuture<>();
    security.beforeVerdict = slow;
    scheme.behaviour = (peer, request) -> peer.send(peer.approval(request).set(128, "00000000"));
    CompletableFuture<LinkResult> refused = send();
    await().until(() -> security.verifications.get() == 1);

    scheme.disconnectAll();
    await().until(() -> events.disconnects.size() == 1);
    slow.complete(null);

    assertThat(refused.join()).isEqualTo(new TimedOut());
    assertThat(events.refusals).containsExactly(Refusal.WRONG_MAC);
  }

  @Test
  void connectionClosedInTheMiddleOfAnAnswerIsATimeOut() {
    start(LinkSettings.quick().requestTimeout(Duration.ofMinutes(5)));
    scheme.behaviour =
        (peer, request) ->
            peer.connection.sendPartialThenClose(peer.encode(peer.approval(request)), 60);

    assertThat(send().join()).isEqualTo(new TimedOut());

    assertThat(events.disconnects).containsExactly(Disconnect.BAD_FRAME);
    await().until(link::available);
  }

  @Test
  void schemeThatIsDownIsTriedUntilItIsUp() throws Exception {
    int port = scheme.port();
    scheme.close();
    link = link(LinkSettings.quick(), port);
    link.start();
    await().until(() -> events.disconnects.size() >= 3);
    assertThat(events.disconnects).containsOnly(Disconnect.CONNECT_FAILED);

    scheme.open(port);

    await().until(link::available);
  }

  @Test
  void refusedSignOnIsTriedAgain() {
    scheme.signOnCode = ResponseCode.SYSTEM_ERROR;
    link = link(LinkSettings.quick());
    link.start();
    await().until(() -> events.disconnects.size() >= 2);
    assertThat(events.disconnects).containsOnly(Disconnect.SIGN_ON_REFUSED);
    assertThat(link.available()).isFalse();

    scheme.signOnCode = ResponseCode.APPROVED;

    await().until(link::available);
  }

  @Test
  void echoesGoOutAndLostOnesMakeItReconnect() {
    start(LinkSettings.quick().echoInterval(Duration.ofMillis(60)));
    await().until(() -> scheme.count(NetworkFunction.ECHO) >= 3);
    assertThat(events.disconnects).isEmpty();

    scheme.answersEchoes = false;
    await().until(() -> events.disconnects.contains(Disconnect.ECHO_LOST));
    scheme.answersEchoes = true;

    await().until(() -> link.available() && scheme.peers.getFirst().gone);
    assertThat(scheme.count(NetworkFunction.SIGN_ON)).isGreaterThanOrEqualTo(2);
  }

  @Test
  void linkThatReceivesOtherThingsIsAliveWithoutEchoes() {
    start(LinkSettings.quick().echoInterval(Duration.ofMillis(60)));
    scheme.answersEchoes = false;
    Peer peer = scheme.peers.getFirst();
    long before = scheme.count(NetworkFunction.ECHO);

    await()
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              peer.connection.sendKeepAlive();
              return scheme.count(NetworkFunction.ECHO) >= before + 6;
            });

    assertThat(events.disconnects).isEmpty();
  }

  @Test
  void tooManyInFlightAreNotSent() {
    start(LinkSettings.quick().maxInFlight(2));
    scheme.behaviour = (_, _) -> {};
    var _ = send();
    var _ = send();

    assertThat(send().join()).isEqualTo(new NotSent("too many requests in flight"));

    assertThat(events.notSent).containsExactly(NotSentReason.IN_FLIGHT_FULL);
  }

  @Test
  void schemeThatDoesNotReadStopsTheLinkFromWriting() {
    start(LinkSettings.quick().maxInFlight(50_000).requestTimeout(Duration.ofMinutes(5)));
    scheme.peers.getFirst().connection.pauseReading();

    LinkResult refused = null;
    for (int i = 0; i < 50_000 && refused == null; i++) {
      CompletableFuture<LinkResult> result = send();
      refused = result.getNow(null);
    }

    assertThat(refused).isEqualTo(new NotSent("the scheme does not take what is written"));
  }

  @Test
  void sameIdentityIsNotInFlightTwice() {
    start(LinkSettings.quick());
    scheme.behaviour = (_, _) -> {};
    UpstreamKey key = link.nextKey();
    CompletableFuture<LinkResult> first = link.send(purchase(key));

    assertThat(link.send(purchase(key)).join()).isInstanceOf(NotSent.class);
    assertThat(first).isNotDone();
  }

  @Test
  void withoutAMacNothingLeaves() {
    start(LinkSettings.quick());
    security.broken = true;

    assertThat(send().join()).isEqualTo(new NotSent("security module failed"));

    assertThat(events.notSent).containsExactly(NotSentReason.SECURITY_FAILED);
    assertThat(scheme.peers.getFirst().requests).isEmpty();
  }

  @Test
  void slowSecurityModuleEndsInNotSentAndNothingLeavesLater() {
    start(LinkSettings.quick().requestTimeout(Duration.ofMillis(100)));
    CompletableFuture<Void> slow = new CompletableFuture<>();
    security.before = slow;

    assertThat(send().join()).isEqualTo(new NotSent("not ready to be sent in time"));
    slow.complete(null);
    assertThat(send().join()).isInstanceOf(Answered.class);

    assertThat(scheme.peers.getFirst().requests).hasSize(1);
  }

  @Test
  void keyResetIsInstalledAndAnsweredUnderTheNewKey() throws Exception {
    start(LinkSettings.quick());
    byte[] cryptogram = new byte[16];
    cryptogram[0] = 7;
    IsoMessage reset =
        scheme.dialect.keyReset(
            new KeyReset(KeyReset.Use.MAC_KEY, cryptogram), "1122143000", new Stan(77));

    scheme.peers.getFirst().send(reset);

    IsoMessage answer = scheme.answers.poll(10, TimeUnit.SECONDS);
    assertThat(answer.mti().digits()).isEqualTo("0810");
    assertThat(answer.text(39)).isEqualTo("00");
    assertThat(answer.text(11)).isEqualTo("000077");
    assertThat(answer.text(70)).isEqualTo("101");
    String newKey = "07000000000000000000000000000000";
    assertThat(answer.text(128)).isEqualTo(CheckSumSecurity.text(newKey, answer));
    assertThat(security.installed)
        .singleElement()
        .satisfies(key -> assertThat(key.encryptedKey()).isEqualTo(cryptogram));
    scheme.key = newKey;
    assertThat(send().join()).isInstanceOf(Answered.class);
  }

  @Test
  void keyResetWithoutAKeyIsAnsweredWithAFormatError() throws Exception {
    start(LinkSettings.quick());
    IsoMessage reset =
        scheme.dialect.keyReset(
            new KeyReset(KeyReset.Use.PIN_KEY, new byte[16]), "1122143000", new Stan(78));

    scheme.peers.getFirst().send(reset.unset(48).unset(96));

    assertThat(scheme.answers.poll(10, TimeUnit.SECONDS).text(39)).isEqualTo("30");
    assertThat(security.installed).isEmpty();
  }

  @Test
  void dayCutIsAnsweredAndTold() throws Exception {
    start(LinkSettings.quick());
    Peer peer = scheme.peers.getFirst();

    peer.send(
        scheme.dialect.cutOver(NetworkFunction.CUT_OVER_BEGINS, "1123", "1122230000", new Stan(1)));
    peer.send(
        scheme.dialect.cutOver(NetworkFunction.CUT_OVER_ENDS, "1123", "1122230100", new Stan(2)));

    IsoMessage first = scheme.answers.poll(10, TimeUnit.SECONDS);
    IsoMessage second = scheme.answers.poll(10, TimeUnit.SECONDS);
    assertThat(first.mti().digits()).isEqualTo("0830");
    assertThat(first.text(39)).isEqualTo("00");
    assertThat(second.text(70)).isEqualTo("202");
    assertThat(events.dayCuts).containsExactly("begins 1123", "ends 1123");
  }

  @Test
  void echoOfTheSchemeIsAnsweredAndAnUnknownFunctionRefused() throws Exception {
    start(LinkSettings.quick());
    IsoMessage echo =
        scheme.dialect.networkManagement(NetworkFunction.ECHO, "1122143000", new Stan(5));

    scheme.peers.getFirst().send(echo);
    scheme.peers.getFirst().send(echo.set(70, "999"));

    assertThat(scheme.answers.poll(10, TimeUnit.SECONDS).text(39)).isEqualTo("00");
    assertThat(scheme.answers.poll(10, TimeUnit.SECONDS).text(39)).isEqualTo("40");
  }

  @Test
  void nonsenseIsCountedAndTheLinkLivesOn() {
    start(LinkSettings.quick());
    Peer peer = scheme.peers.getFirst();
    CupsHeader header = scheme.dialect.header();
    CupsHeader rejecting =
        new CupsHeader(
            header.version(),
            0,
            header.destination(),
            header.source(),
            header.reserved(),
            header.batch(),
            header.transactionInfo(),
            header.userInfo(),
            "12345");
    IsoMessage strange = new IsoMessage(new Mti("0200")).set(11, "000001");
    IsoMessage stray =
        scheme.dialect.answerTo(
            scheme.dialect.networkManagement(NetworkFunction.ECHO, "1122143000", new Stan(9)),
            ResponseCode.APPROVED);

    peer.connection.send("no header at all".getBytes(StandardCharsets.US_ASCII));
    peer.connection.send(scheme.dialect.encode(rejecting, strange));
    peer.send(strange);
    peer.send(stray);

    await().until(() -> events.refusals.size() == 4);
    assertThat(events.refusals)
        .containsExactly(
            Refusal.MALFORMED, Refusal.HEADER_REJECTED, Refusal.UNEXPECTED, Refusal.UNEXPECTED);
    assertThat(send().join()).isInstanceOf(Answered.class);
    assertThat(events.disconnects).isEmpty();
  }

  @Test
  void lengthThatIsNoNumberEndsTheConnection() {
    start(LinkSettings.quick());

    scheme.peers.getFirst().connection.sendRaw("12x4".getBytes(StandardCharsets.US_ASCII));

    await().until(() -> events.disconnects.contains(Disconnect.BAD_FRAME));
    await().until(() -> scheme.peers.size() == 2 && link.available());
  }

  @Test
  void requestsTakeTurnsAndOneConnectionCarriesOnAlone() {
    start(LinkSettings.quick().connections(3));
    await().until(() -> events.signedOn.get() == 3);
    for (int i = 0; i < 30; i++) {
      assertThat(send().join()).isInstanceOf(Answered.class);
    }
    assertThat(scheme.peers).allMatch(peer -> peer.requests.size() >= 5);

    scheme.signOnCode = ResponseCode.SYSTEM_ERROR;
    scheme.peers.get(0).connection.close();
    scheme.peers.get(1).connection.abort();
    await().until(() -> events.signedOn.get() == 1);

    assertThat(link.available()).isTrue();
    for (int i = 0; i < 5; i++) {
      assertThat(send().join()).isInstanceOf(Answered.class);
    }
    assertThat(events.availability).containsExactly(true);
  }

  @Test
  void answerMayComeOnAnotherConnection() {
    start(LinkSettings.quick().connections(2));
    await().until(() -> events.signedOn.get() == 2);
    scheme.behaviour =
        (peer, request) ->
            scheme.peers.stream()
                .filter(other -> other != peer)
                .forEach(other -> other.approve(request));

    assertThat(send().join()).isInstanceOf(Answered.class);
  }

  @Test
  void stopLetsWhatIsInFlightEndThenSignsOff() {
    start(LinkSettings.quick());
    scheme.behaviour = (_, _) -> {};
    CompletableFuture<LinkResult> inFlight = send();
    Peer peer = scheme.peers.getFirst();
    await().until(() -> peer.requests.size() == 1);

    CompletableFuture<Void> stopped = link.stop(Duration.ofSeconds(30));

    assertThat(send().join()).isInstanceOf(NotSent.class);
    assertThat(stopped).isNotDone();
    peer.approve(peer.requests.element());
    stopped.join();
    assertThat(inFlight.join()).isInstanceOf(Answered.class);
    assertThat(scheme.management)
        .containsExactly(NetworkFunction.SIGN_ON, NetworkFunction.SIGN_OFF);
    await().until(() -> peer.gone);
    assertThat(events.availability).containsExactly(true, false);
    assertThat(events.disconnects).containsExactly(Disconnect.STOPPED);
  }

  @Test
  void stopEndsWhatIsNotAnsweredByItsDeadline() {
    start(LinkSettings.quick());
    scheme.behaviour = (_, _) -> {};
    CompletableFuture<LinkResult> inFlight = send();

    link.stop(Duration.ofMillis(100)).join();

    assertThat(inFlight.join()).isEqualTo(new TimedOut());
  }

  private CompletableFuture<LinkResult> send() {
    return link.send(purchase(link.nextKey()));
  }

  private void start(LinkSettings settings) {
    link = link(settings);
    link.start();
    await().until(link::available);
  }

  private SchemeLink link(LinkSettings settings) {
    return link(settings, scheme.port());
  }

  private SchemeLink link(LinkSettings settings, int port) {
    SchemeLink made =
        new SchemeLink(
            settings.config(port),
            scheme.dialect,
            loops,
            new LinkPorts(
                InstantSource.system(), timer, new SplittableRandom(1), security, events, events));
    made.onLateAnswer(late::add);
    return made;
  }

  private static CupsDialect dialect() throws IOException {
    Path file = Path.of("../../cfg/packager/cups.xml");
    return new CupsDialect(FieldTable.load(file), CupsOptions.of("00010000", "49000000"));
  }

  private static UpstreamRequest purchase(UpstreamKey key) {
    return new UpstreamRequest(
        UpstreamRequest.Type.PURCHASE,
        key,
        new Rrn("263261430001"),
        false,
        new Pan("6210948000000219"),
        "3012",
        null,
        null,
        null,
        null,
        "022",
        "00",
        Money.cny(12_345),
        "143000",
        "1122",
        new TerminalId("10000001"),
        new MerchantId("898310058120001"),
        "DEMO SHOP",
        "5411",
        null,
        null);
  }
}
