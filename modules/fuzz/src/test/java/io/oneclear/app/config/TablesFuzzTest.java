package io.oneclear.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Refusals;
import io.oneclear.fuzz.Scratch;
import io.oneclear.merchant.CardProduct;
import io.oneclear.message.Money;
import io.oneclear.settlement.calendar.WorkingCalendar;
import io.oneclear.settlement.fee.FeeEngine;
import io.oneclear.settlement.fee.FeeInputs;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;

/**
 * The other files of an installation, read and put to use. The first byte says which: {@code b}ins,
 * response {@code c}odes, {@code h}olidays, {@code f}ees, {@code m}erchants to be taken on.
 */
class TablesFuzzTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  private final Scratch scratch = new Scratch();

  @Timeout(30)
  @FuzzTest
  void file(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    byte[] content = Arrays.copyOfRange(bytes, 1, bytes.length);
    try {
      switch (bytes[0]) {
        case 'b' -> BinFile.read(scratch.file("bins.yaml", content));
        case 'c' -> CodeFile.read(scratch.file("response-codes.yaml", content));
        case 'h' -> {
          var years = CalendarFile.all(scratch.file("calendar/cn-2026.yaml", content).getParent());
          assertThat(new WorkingCalendar(years)).isNotNull();
        }
        case 'f' -> {
          var book = FeeFile.readAll(scratch.file("fees/plans.yaml", content).getParent());
          FeeEngine engine = new FeeEngine(book, DAY);
          for (var plan : book.plans()) {
            var inputs = new FeeInputs(plan.code(), "5812", CardProduct.DEBIT, 100, DAY, 0);
            assertThat(engine.explain(inputs).lines()).isNotEmpty();
          }
        }
        default ->
            MerchantFile.read(scratch.file("merchants.yaml", content)).merchants().stream()
                .limit(100)
                .forEach(
                    entry -> {
                      assertThat(entry.account()).isNotNull();
                      assertThat(Money.cny(entry.perTransactionFen())).isNotNull();
                    });
      }
    } catch (ConfigException e) {
      Refusals.areClear(e);
    }
  }
}
