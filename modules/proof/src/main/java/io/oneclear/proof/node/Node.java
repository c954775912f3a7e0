package io.oneclear.proof.node;

import io.oneclear.link.matching.UpstreamKeys;
import io.oneclear.merchant.CardProduct;
import io.oneclear.proof.journal.Database;
import io.oneclear.proof.journal.SimulatedJournal;
import io.oneclear.proof.journal.Writer;
import io.oneclear.proof.rule.Findings;
import io.oneclear.proof.rule.Numbers;
import io.oneclear.proof.rule.SendGuard;
import io.oneclear.proof.scheme.SimulatedScheme;
import io.oneclear.proof.world.Equipment;
import io.oneclear.proof.world.Life;
import io.oneclear.security.PanProtection;
import io.oneclear.security.SecurityModule;
import io.oneclear.security.SoftwareModuleConfig;
import io.oneclear.security.SoftwareSecurityModule;
import io.oneclear.switching.Links;
import io.oneclear.switching.Reply;
import io.oneclear.switching.Router;
import io.oneclear.switching.Switch;
import io.oneclear.switching.SwitchConfig;
import io.oneclear.switching.SwitchParts;
import io.oneclear.switching.forward.Recovery;
import io.oneclear.switching.forward.StoreAndForward;
import io.oneclear.switching.forward.StoreAndForwardConfig;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.route.Bin;
import io.oneclear.switching.route.BinTable;
import io.oneclear.switching.stamp.NumberClock;
import io.oneclear.switching.stamp.Rrns;
import io.oneclear.switching.stamp.TransactionIds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A node of the switch: one process after another over one database. Each life is wired as {@code
 * app} wires it at start: journal, links, switch, then recovery, then store-and-forward, then the
 * terminals are let in.
 */
public final class Node {

  private static final int STANS = 400_000;

  /** As in production, but gives an advice up sooner. */
  public static final StoreAndForwardConfig FORWARD =
      new StoreAndForwardConfig(
          Duration.ofMillis(500),
          16,
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          12,
          StoreAndForwardConfig.DEFAULT.reversalEnds(),
          StoreAndForwardConfig.DEFAULT.repeatGoesOn());

  private static final BinTable BINS =
      new BinTable(
          List.of(
              new Bin("622202", CardProduct.DEBIT, "debit", List.of("first", "second")),
              new Bin("625094", CardProduct.CREDIT, "credit", List.of("first")),
              new Bin("400000", CardProduct.FOREIGN, "foreign", List.of("second"))));

  /** What the nodes of a switch share. */
  public record Shared(
      Database database, Map<String, SimulatedScheme> schemes, SendGuard guard, Numbers numbers) {}

  private final int number;
  private final String name;
  private final World world;
  private final Database database;
  private final Map<String, SimulatedScheme> schemes;
  private final SendGuard guard;
  private final Numbers given;
  private final Findings findings;
  private final Tampering tampering;
  private final SwitchConfig config;
  private Life life;
  private Switch open;

  /**
   * @param number from 1; nodes share database, schemes and guard
   */
  public Node(int number, World world, Shared shared, Findings findings, Tampering tampering) {
    this.number = number;
    this.name = "NODE-" + number;
    this.world = world;
    this.database = shared.database;
    this.schemes = shared.schemes;
    this.guard = shared.guard;
    this.given = shared.numbers;
    this.findings = findings;
    this.tampering = tampering;
    this.config = config(world.chance().oneIn(8));
  }

  /**
   * @param narrow few requests may be under way: some are refused for overload
   */
  private static SwitchConfig config(boolean narrow) {
    SwitchConfig usual = SwitchConfig.DEFAULT;
    return new SwitchConfig(
        usual.requestDeadline(),
        narrow ? 2 : usual.maxInFlight(),
        narrow ? 2 : usual.maxUnproven(),
        narrow ? 1 : usual.maxUnprovenOfTerminal(),
        narrow ? 1 : usual.maxJoined(),
        usual.undecidedPoll(),
        usual.undoRetry());
  }

  /** Begins a life. */
  public void start() {
    world.trace().add(name, "starts");
    Life mine = new Life(world.time(), world.weather(), world.chance(), this::died);
    life = mine;
    given.processBegins(number);
    NumberClock numbers = new NumberClock(world.time(), world.time()::nanos);
    Tampering.Inside inside = new Tampering.Inside(mine, database);
    SecurityModule module = tampering.security(security(mine), inside);
    Journal journal =
        tampering.journal(
            new SimulatedJournal(
                database,
                number,
                numbers,
                mine,
                new Writer.World(
                    world.time(),
                    world.weather(),
                    world.chance(),
                    world.trace(),
                    world.coverage())),
            inside);
    InstantSource stamps = tampering.numbers(numbers);
    Links links = new Links();
    schemes.forEach(
        (link, scheme) ->
            links.add(
                tampering.link(
                    new SimulatedLink(
                        link,
                        new SimulatedLink.Line(world, guard, keys(stamps)),
                        mine,
                        module,
                        scheme),
                    inside)));
    Parts parts =
        new Parts(
            mine,
            stamps,
            journal,
            links,
            module,
            new SimulatedTerminals(database, mine, world.weather(), world.chance()),
            PanProtection.of(world.equipment().panSecret(), world.random()));
    NodeMetrics metrics = new NodeMetrics(world, findings);
    Switch theSwitch = theSwitch(parts, metrics);
    if (!tampering.recovers()) {
      letIn(theSwitch, parts, metrics);
      return;
    }
    var _ =
        new Recovery(journal, links)
            .run()
            .whenComplete(
                (count, failure) -> {
                  if (failure == null) {
                    world.trace().add(name, "recovered " + count);
                    letIn(theSwitch, parts, metrics);
                  } else {
                    world.trace().add(name, "cannot recover");
                    mine.end();
                  }
                });
  }

  /** Trace numbers of a range of this node's own. */
  private UpstreamKeys keys(InstantSource stamps) {
    return new UpstreamKeys(
        stamps, Equipment.SELF, Equipment.SELF, (number - 1) * STANS + 1, number * STANS);
  }

  private record Parts(
      Life life,
      InstantSource stamps,
      Journal journal,
      Links links,
      SecurityModule module,
      SimulatedTerminals terminals,
      PanProtection pans) {}

  private SecurityModule security(Life mine) {
    return new SimulatedSecurity(
        new SoftwareSecurityModule(
            world.equipment().lmk(), SoftwareModuleConfig.DEFAULT, world.random()),
        mine,
        world.weather(),
        world.chance());
  }

  private Switch theSwitch(Parts parts, NodeMetrics metrics) {
    return new Switch(
        config,
        new SwitchParts(
            world.equipment().pos(),
            parts.terminals,
            parts.journal,
            parts.module,
            parts.pans,
            new Router(BINS, parts.links),
            parts.links,
            new TransactionIds(number, parts.stamps),
            new Rrns(number, parts.stamps),
            parts.life,
            world.time(),
            metrics));
  }

  private void letIn(Switch theSwitch, Parts parts, NodeMetrics metrics) {
    new StoreAndForward(
            FORWARD,
            new StoreAndForward.Parts(
                parts.journal,
                parts.links,
                parts.terminals,
                parts.pans,
                parts.life,
                world.time(),
                world.random(),
                metrics))
        .start();
    open = theSwitch;
    world.trace().add(name, "open");
  }

  private void died() {
    world.trace().add(name, "dies");
    open = null;
    boolean seconds = !world.chance().oneIn(8);
    int away =
        seconds
            ? world.chance().between(1_000, 30_000)
            : world.chance().between(300_000, 1_800_000);
    world.time().afterMillis(away, this::start);
  }

  /** A terminal's frame has come; lost if nobody listens. */
  public void receive(byte[] frame, Consumer<byte[]> back) {
    Life mine = life;
    if (open != null) {
      mine.whenAwake(() -> received(mine, frame, back));
    }
  }

  private void received(Life mine, byte[] frame, Consumer<byte[]> back) {
    if (!mine.reaches("request")) {
      return;
    }
    Reply reply = new OneReply(mine, world.equipment(), guard, findings, back);
    Tampering.Inside inside = new Tampering.Inside(mine, database);
    open.handle(frame, tampering.reply(reply, frame, inside));
  }

  /** Serves, and nothing is under way. */
  public boolean quiet() {
    return open != null && open.inFlight() == 0;
  }
}
