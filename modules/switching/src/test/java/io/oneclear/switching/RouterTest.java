package io.oneclear.switching;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.merchant.CardProduct;
import io.oneclear.message.Pan;
import io.oneclear.switching.route.Bin;
import io.oneclear.switching.route.BinTable;
import io.oneclear.switching.sim.ScriptedScheme;
import io.oneclear.switching.sim.World;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {

  private static final Pan CARD = new Pan(World.DEBIT_CARD);

  private final World world = new World();
  private final Router router = world.router;

  @Test
  void firstLinkThatIsUpIsChosen() {
    assertThat(chosen()).isEqualTo("cups");
    world.scheme.available(false);
    assertThat(chosen()).isEqualTo("spare");
    world.spare.available(false);
    assertThat(chosen()).isEqualTo("none");
  }

  @Test
  void explanationNamesEachStepAndShowsTheCardMasked() {
    world.scheme.available(false);
    assertThat(router.explain(CARD))
        .containsExactly(
            "card 622202******7894, 16 digits",
            "prefix 622202 matches: ICBC, DEBIT, links cups, spare",
            "longest prefix is 622202",
            "link cups is down",
            "link spare is up: chosen");
    world.links.remove("spare");
    assertThat(router.explain(CARD))
        .endsWith("link spare does not exist", "no link is up: declined 91");
    assertThat(router.explain(new Pan(World.UNROUTED_CARD)))
        .endsWith("no prefix matches: declined 15");
  }

  @Test
  void newTableIsInForceAtOnce() {
    router.replace(
        new BinTable(List.of(new Bin("6", CardProduct.CREDIT, "all", List.of("spare")))));
    assertThat(chosen()).isEqualTo("spare");
  }

  @Test
  void linkThatWasTakenAwayBorrowsItsIdentityFromAnother() {
    ScriptedScheme other = world.spare;
    world.links.remove("cups");
    assertThat(world.links.nextKey("cups").acquirer()).isEqualTo(other.nextKey().acquirer());
    assertThat(world.links.all()).containsOnlyKeys("spare");
  }

  private String chosen() {
    return router.select(CARD).orElseThrow().link().map(Upstream::name).orElse("none");
  }
}
