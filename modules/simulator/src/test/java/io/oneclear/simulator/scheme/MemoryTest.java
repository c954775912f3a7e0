package io.oneclear.simulator.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.scheme.Entry.Effect;
import io.oneclear.simulator.scheme.Entry.Original;
import io.oneclear.simulator.scheme.Entry.PinResult;
import io.oneclear.simulator.scheme.Entry.Standing;
import io.oneclear.simulator.scheme.Identity.Parties;
import io.oneclear.simulator.scheme.Memory.Remembered;
import io.oneclear.simulator.scheme.Memory.State;
import io.oneclear.simulator.scheme.SchemeRequest.Kind;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private final Identity.Directory directory = new Identity.Directory();
  private final Parties purchases = directory.of("0200", "49000000", "49000000");
  private final Accounts accounts = new Accounts(List.of(), List.of(), new byte[16]);
  private final Memory memory = new Memory(accounts);
  private Account account;

  @BeforeEach
  void open() {
    account = accounts.restore("0f", CardProduct.DEBIT, "01020000", "622848******0015");
    accounts.number(account);
  }

  @Test
  void everyMessageIsFoundByItsIdentityAndNoOther() {
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      memory.add(purchase(identity(i), i));
    }

    assertThat(memory.size()).isEqualTo(count);
    for (int i = 0; i < count; i++) {
      assertThat(memory.find(identity(i)).fen()).isEqualTo(i);
    }
    assertThat(memory.find(identity(count))).isNull();
    Parties reversals = directory.of("0420", "49000000", "49000000");
    assertThat(memory.find(new Identity(identity(5).timeAndTrace(), reversals))).isNull();
  }

  @Test
  void whatIsKeptOfAMessageComesBack() {
    memory.add(purchase(identity(1), 12_34));
    Identity named = identity(2);
    memory.add(
        new Entry(
            Standing.FIRST,
            Kind.VOID,
            PinResult.NONE,
            named,
            new Original(identity(1), 12_34, 0, false),
            null,
            12_34,
            "A0",
            0,
            Effect.NONE,
            TODAY.plusDays(1)));

    Remembered purchase = memory.find(identity(1));
    assertThat(purchase.kind()).isEqualTo(Kind.PURCHASE);
    assertThat(purchase.account()).isSameAs(account);
    assertThat(purchase.code()).isEqualTo("00");
    assertThat(purchase.approved()).isTrue();
    assertThat(purchase.authorization()).isEqualTo(123_456);
    assertThat(purchase.clearingDate()).isEqualTo(TODAY);
    assertThat(purchase.state()).isEqualTo(State.STANDING);
    assertThat(purchase.original()).isNull();
    assertThat(purchase.sameAs(account, 12_34)).isTrue();
    assertThat(purchase.sameAs(account, 12_35)).isFalse();
    assertThat(purchase.sameAs(null, 12_34)).isFalse();
    Remembered voided = memory.find(named);
    assertThat(voided.kind()).isEqualTo(Kind.VOID);
    assertThat(voided.account()).isNull();
    assertThat(voided.code()).isEqualTo("A0");
    assertThat(voided.approved()).isFalse();
    assertThat(voided.clearingDate()).isEqualTo(TODAY.plusDays(1));
    assertThat(voided.original().fen()).isEqualTo(12_34);
  }

  @Test
  void whatHappensToAMessageLaterIsRemembered() {
    memory.add(purchase(identity(1), 100));
    memory.add(purchase(identity(2), 200));

    memory.find(identity(1)).state(State.VOIDED);
    memory.find(identity(2)).refund(30);
    memory.find(identity(2)).refund(40);

    assertThat(memory.find(identity(1)).state()).isEqualTo(State.VOIDED);
    assertThat(memory.find(identity(1)).refundedFen()).isZero();
    assertThat(memory.find(identity(2)).state()).isEqualTo(State.STANDING);
    assertThat(memory.find(identity(2)).refundedFen()).isEqualTo(70);
  }

  @Test
  void partiesAreTheSameWhateverTheZerosAndTheRepeatDigit() {
    assertThat(directory.of("0421", "00049000000", "49000000 "))
        .isSameAs(directory.of("0420", "49000000", "00049000000"))
        .isNotSameAs(directory.of("0420", "49000001", "49000000"))
        .isSameAs(directory.ofText("0420|49000000|49000000"));
  }

  private Identity identity(int number) {
    return Identity.of(
        purchases,
        "11220900" + SchemeMessages.fixed(number / 10_000, 2),
        SchemeMessages.fixed(number % 10_000, 6));
  }

  private Entry purchase(Identity identity, long fen) {
    return new Entry(
        Standing.FIRST,
        Kind.PURCHASE,
        PinResult.RIGHT,
        identity,
        null,
        account,
        fen,
        "00",
        123_456,
        Effect.DEBIT,
        TODAY);
  }
}
