package io.oneclear.store.settlement;

import static io.oneclear.store.settlement.SettlementHouse.FRIDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.settlement.RefusedException;
import io.oneclear.settlement.Step;
import io.oneclear.settlement.StepMark;
import io.oneclear.store.Lanes;
import io.oneclear.store.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that two threads share, and the rows that stream through them. */
class LanesTest {

  @TempDir Path directory;

  private static Lanes<Integer> upTo(int last) {
    AtomicInteger next = new AtomicInteger();
    return new Lanes<>(
        () -> {
          int piece = next.incrementAndGet();
          return piece <= last ? piece : null;
        });
  }

  @Test
  void everyPieceIsTakenOnceByOneOfTwoLanes() {
    ConcurrentLinkedQueue<Integer> taken = new ConcurrentLinkedQueue<>();
    CountDownLatch bothAtWork = new CountDownLatch(Lanes.COUNT);
    List<Integer> counts =
        upTo(1_000)
            .run(
                lane -> {
                  bothAtWork.countDown();
                  int count = 0;
                  for (Integer piece = lane.next(); piece != null; piece = lane.next()) {
                    await(bothAtWork);
                    taken.add(piece);
                    count++;
                  }
                  return count;
                });
    assertThat(counts).hasSize(Lanes.COUNT);
    assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_000);
    assertThat(taken).doesNotHaveDuplicates().hasSize(1_000);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whenOneLaneFailsTheOtherTakesNoMoreAndTheTroubleIsItsOwn() {
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch failed = new CountDownLatch(1);
    Lanes<Integer> lanes = upTo(1_000_000);
    assertThatThrownBy(
            () ->
                lanes.run(
                    lane -> {
                      // Whoever comes after the other has failed gets nothing.
                      if (Integer.valueOf(1).equals(lane.next())) {
                        try {
                          throw new RefusedException("not this one");
                        } finally {
                          failed.countDown();
                        }
                      }
                      await(failed);
                      while (lane.next() != null) {
                        taken.incrementAndGet();
                      }
                      return null;
                    }))
        .isInstanceOf(RefusedException.class)
        .hasMessage("not this one");
    assertThat(taken.get()).isLessThan(999_999);
  }

  @Test
  void anEarlierFillingNeitherWritesNorAttaches() {
    try (SettlementHouse house = SettlementHouse.open(directory)) {
      house.withMerchants(1);
      house.store().begin(FRIDAY, house.now);
      Units units =
          new Units(
              house.database.settlementDataSource(), TestPostgres.SEAL_KEY, house.clock(), _ -> {});
      StepMark mark = new StepMark(FRIDAY, Step.COLLECT, house.now);
      DayTable table = new DayTable("clearing_line", FRIDAY);
      int earlier = begin(units, mark, table);
      int later = begin(units, mark, table);
      assertThatThrownBy(() -> units.lane(mark, earlier, sql -> insert(sql, table)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("began anew");
      assertThatThrownBy(
              () ->
                  units.unit(
                      sql -> {
                        Units.refuseUnlessCurrent(sql, mark, earlier);
                        table.attach(sql);
                        return null;
                      }))
          .isInstanceOf(RefusedException.class);
      units.lane(mark, later, sql -> insert(sql, table));
      assertThat(house.number("SELECT count(*) FROM " + table.name())).isEqualTo(1);
      assertThat(house.number("SELECT count(*) FROM clearing_line")).isZero();
    }
  }

  private static int begin(Units units, StepMark mark, DayTable table) {
    return units.beginFilling(
        mark,
        sql -> {
          table.create(sql);
          return null;
        });
  }

  private static long insert(Sql sql, DayTable table) throws SQLException {
    return sql.update(
        "INSERT INTO %s VALUES (1, 0, 0, ?, 1, 1, '1120000000', 'PURCHASE', '', '', '', '', '')"
            .formatted(table.name()),
        FRIDAY);
  }

  @Test
  void rowsThatAreCopiedInComeOutAgain() {
    try (SettlementHouse house = SettlementHouse.open(directory)) {
      house.run("CREATE TABLE kept (n integer, big bigint, day date, words text, none bigint)");
      String longText = "商户".repeat(40_000);
      house.database.administer(connection -> copyIn(connection, longText));
      assertThat(house.number("SELECT count(*) FROM kept WHERE day = ?", FRIDAY)).isEqualTo(3_000);
      assertThat(copyOut(house, "SELECT n, big, words, none FROM kept WHERE n <= 1 ORDER BY n"))
          .containsExactly("0|-9223372036854775808|" + longText + "|null", "1|-1|a\tb\\n\"c\"|7");
      assertThat(copyOut(house, "SELECT n, big, words, none FROM kept WHERE n < 0")).isEmpty();
    }
  }

  private static Void copyIn(Connection connection, String longText) throws SQLException {
    try (CopyRows rows = new CopyRows(connection, "kept", "n, big, day, words, none")) {
      rows.beginRow().addInt(0).addLong(Long.MIN_VALUE).addInt(CopyRows.days(FRIDAY));
      rows.addText(longText).addNull();
      for (int i = 1; i < 3_000; i++) {
        rows.beginRow().addInt(i).addLong(-i).addInt(CopyRows.days(FRIDAY));
        rows.addText("a\tb\\n\"c\"").addLong(7);
      }
      assertThat(rows.finish()).isEqualTo(3_000);
    }
    return null;
  }

  private static List<String> copyOut(SettlementHouse house, String query) {
    return house.database.administer(
        connection -> {
          List<String> found = new ArrayList<>();
          try (CopiedRows row = new CopiedRows(connection, query)) {
            while (row.next()) {
              found.add(
                  row.takeInt()
                      + "|"
                      + row.takeLong()
                      + "|"
                      + row.takeText()
                      + "|"
                      + row.takeLongOrNull());
            }
          }
          return found;
        });
  }
}
