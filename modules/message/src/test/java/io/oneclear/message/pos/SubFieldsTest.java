package io.oneclear.message.pos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Pan;
import io.oneclear.message.Stan;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields 48, 60 and 61 from digits and back. */
class SubFieldsTest {

  @Test
  void field60IsAsLongAsTheTerminalMadeIt() throws MalformedMessageException {
    String[] table = {
      "07000727",
      "070007279",
      "00000001003",
      "2200072700060",
      "22000015000501",
      "22000001000501048",
      "2600000100060000000",
      "22000001000A",
    };
    for (String digits : table) {
      assertThat(Field60.decode(digits).encode()).isEqualTo(digits);
    }
    Field60 field = Field60.decode("22000727000621034");
    assertThat(field.type()).isEqualTo("22");
    assertThat(field.batch()).isEqualTo(new BatchNumber(727));
    assertThat(field.networkCode()).isEqualTo("000");
    assertThat(field.readCapability()).isEqualTo("6");
    assertThat(field.chipCondition()).isEqualTo("2");
    assertThat(field.partialApproval()).isEqualTo("1");
    assertThat(field.accountType()).isEqualTo("034");
    assertThat(Field60.decode("22000727000621").accountType()).isEmpty();
    assertThat(field.withBatch(new BatchNumber(728)).encode()).isEqualTo("22000728000621034");
    assertThat(new Field60("00", new BatchNumber(1), "003").encode()).isEqualTo("00000001003");
    assertThat(Field60.decode("07000727").networkCode()).isEmpty();
  }

  @Test
  void field61IsAsLongAsTheTerminalMadeIt() throws MalformedMessageException {
    Field61 voided = new Field61(new BatchNumber(1), new Stan(7));
    assertThat(voided.encode()).isEqualTo("000001000007");
    assertThat(voided.date()).isEmpty();

    Field61 whole = Field61.decode("000001000007112100" + "03050000000");
    assertThat(whole.date()).isEqualTo("1121");
    assertThat(whole.authorizationMode()).isEqualTo("00");
    assertThat(whole.authorizationInstitution()).isEqualTo("03050000000");
    assertThat(whole.encode()).hasSize(29);
    assertThat(Field61.decode("0000010000070000").date()).isEmpty();
    for (String digits : List.of("", "00000100000", "00000100000A")) {
      assertThatThrownBy(() -> Field61.decode(digits))
          .isExactlyInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void totalsComeInOneBlockOrTwo() throws MalformedMessageException {
    BatchTotals most = new BatchTotals(999_999_999_999L, 999, 999_999_999_999L, 999);
    SettlementTotals48 totals =
        new SettlementTotals48(new BatchTotals(12345, 2, 45, 1), 1, most, 2);

    assertThat(totals.encode())
        .isEqualTo("000000012345" + "002" + "000000000045" + "001" + "1" + "9".repeat(30) + "2");
    assertThat(SettlementTotals48.decode(totals.encode())).isEqualTo(totals);
    assertThat(SettlementTotals48.decode(totals.encode().substring(0, 31)))
        .isEqualTo(new SettlementTotals48(totals.domestic(), 1, BatchTotals.NONE, 0));
    for (String digits : List.of("", "0".repeat(30), "0".repeat(61), "0".repeat(61) + "A")) {
      assertThatThrownBy(() -> SettlementTotals48.decode(digits))
          .isExactlyInstanceOf(MalformedMessageException.class);
    }
    SettlementTotals48 tooMany =
        new SettlementTotals48(new BatchTotals(0, 1000, 0, 0), BatchTotals.NONE);
    assertThatIllegalArgumentException().isThrownBy(tooMany::encode);
  }

  @Test
  void recordsOfABatchUploadComeBack() throws MalformedMessageException {
    BatchRecord longest =
        new BatchRecord(true, new Stan(999_999), new Pan("6228480000000000019"), 1);
    BatchRecord shortest =
        new BatchRecord(false, new Stan(0), new Pan("62284800"), 999_999_999_999L);
    BatchRecords48 records =
        new BatchRecords48(
            List.of(longest, shortest, longest, shortest, longest, shortest, longest, shortest));

    assertThat(records.encode())
        .hasSize(322)
        .startsWith("08" + "01" + "999999" + "06228480000000000019" + "000000000001" + "00000000");
    assertThat(BatchRecords48.decode(records.encode())).isEqualTo(records);
    assertThat(BatchRecords48.decode("00").records()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchRecords48(Collections.nCopies(9, longest)));
  }

  @Test
  void recordsThatAreNoneAreRefused() {
    String record = "00" + "000007" + "06228480000000000019" + "000000012345";
    for (String digits :
        List.of(
            "",
            "1",
            "01",
            "01" + record.substring(1),
            "02" + record,
            "01" + "02" + record.substring(2),
            "01" + record.substring(0, 8) + "0".repeat(20) + "000000012345",
            "01" + record.substring(0, 8) + "1".repeat(20) + "000000012345",
            "01" + record.substring(0, 39) + "D")) {
      assertThatThrownBy(() -> BatchRecords48.decode(digits))
          .as(digits)
          .isExactlyInstanceOf(MalformedMessageException.class)
          .hasMessageNotContaining("622848");
    }
  }

  @Test
  void aRecordCountIsFourDigits() throws MalformedMessageException {
    assertThat(BatchEnd48.decode("0120").count()).isEqualTo(120);
    assertThat(new BatchEnd48(7).encode()).isEqualTo("0007");
    assertThatIllegalArgumentException().isThrownBy(() -> new BatchEnd48(10_000));
    assertThatThrownBy(() -> BatchEnd48.decode("012"))
        .isExactlyInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> BatchEnd48.decode("012D"))
        .isExactlyInstanceOf(MalformedMessageException.class);
  }

  @Test
  void optionsRefuseWhatIsNoInstitutionCode() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PosOptions.STANDARD.withAcquirer("4900 0000"))
        .withMessage("acquirer: '4900 0000' is not an institution code of 1 to 11 digits");
  }
}
