package io.oneclear.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.ByteRange;
import io.oneclear.message.FieldTable;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Mti;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The MACs here were computed with an independent program from the inputs written out here. */
class CupsMacTest {

  private static final String SINGLE = "5BB5C72CD00B7338";
  private static final String DOUBLE = "807A23AD32B36D457AE91FDF927570EA";

  private final Random random = new Random(5);
  private final MasterKey lmk = MasterKey.random(random);
  private final KeyCeremony ceremony = new KeyCeremony(lmk, random);
  private final SoftwareSecurityModule module =
      new SoftwareSecurityModule(lmk, SoftwareModuleConfig.DEFAULT, random);
  private final CupsMac cupsMac = new CupsMac();

  @Test
  void aTransactionsInputIsItsFieldsWithPrefixesAndSingleSpaces() {
    assertThat(input(transaction()))
        .isEqualTo(
            "0200 166212345678901232 000000 000000012345 1122091501 000123 5411 00 C00000100"
                + " 0849000000 0849000000 AB1234 00 TERM 1 ACME,CO. 42 02000001221122091400"
                + " 06ABC123");
  }

  @Test
  void aKeyResetHasItsOwnSetOfFields() {
    assertThat(input(keyReset()))
        .isEqualTo("0800 1122091501 000777 2600000000000000 101 0849000000");
  }

  @Test
  void fieldsThatAreAbsentLeaveNoTrace() {
    IsoMessage message = new IsoMessage(new Mti("0210")).set(39, "00").set(42, "               ");
    assertThat(input(message)).isEqualTo("0210 00");
  }

  @Test
  void theInputIsTheRulesWhateverTheFieldsHold() throws IOException, MalformedMessageException {
    FieldTable table = FieldTable.load(Path.of("../../cfg/packager/cups.xml"));
    for (int round = 0; round < 2_000; round++) {
      IsoMessage message = new IsoMessage(Mti.FINANCIAL);
      for (int field : new int[] {2, 32, 33, 39, 41, 42, 90, 100, 102, 103}) {
        if (random.nextInt(4) > 0) {
          message.set(field, field == 90 ? "0200000123".repeat(4) + "49" : characters(field));
        }
      }
      if (random.nextInt(4) == 0) {
        message.set(70, "101");
      }
      String expected = byTheRule(message);
      assertThat(input(message)).isEqualTo(expected);
      IsoMessage received = table.unpack(table.pack(message), 0);
      assertThat(input(received)).isEqualTo(byTheRule(received));
    }
  }

  private String characters(int field) {
    String alphabet = "aZ09 ,.*清 ";
    int most = field == 39 ? 1 : field == 41 ? 4 : 5;
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i >= 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return field == 39 ? text.append('0').substring(0, 1) : text.toString();
  }

  /** The rule in the words of its description. */
  private static String byTheRule(IsoMessage message) {
    boolean reset = "101".equals(message.text(70));
    StringBuilder input = new StringBuilder(message.mti().digits());
    for (int field : message.fields()) {
      boolean always = List.of(2, 32, 33, 39, 41, 42, 90).contains(field);
      if (always || List.of(reset ? 70 : 102, reset ? 100 : 103).contains(field)) {
        String text = message.text(field);
        String value =
            switch (field) {
              case 90 -> text.substring(0, 20);
              case 2, 32, 33, 100, 102, 103 ->
                  (text.length() < 10 ? "0" : "") + text.length() + text;
              default -> text;
            };
        String kept = value.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9,. ]", "");
        String words = kept.strip().replaceAll(" +", " ");
        input.append(words.isEmpty() ? "" : " " + words);
      }
    }
    return input.toString();
  }

  @Test
  void theMacIsTheFirstHalfInHexCharactersByKeyLength() {
    assertThat(mac(SINGLE, transaction())).isEqualTo("5AD7A9CE");
    assertThat(mac(DOUBLE, transaction())).isEqualTo("14F70EC2");
    assertThat(mac(SINGLE, keyReset())).isEqualTo("CF6364B1");
    assertThat(mac(DOUBLE, keyReset())).isEqualTo("5C54652A");
  }

  @Test
  void bothEndsOfTheLinkAgree() {
    ClearKey zak = ceremony.newKey(16);
    KeyBlock block = ceremony.wrap(KeyUsage.MAC, zak);
    SchemeKeys scheme = new SchemeKeys(ceremony.newKey(16), zak);

    IsoMessage ours = transaction();
    ours.set(128, text(cupsMac.mac(module, block, ours).join()));
    assertThat(scheme.macMatches(ours)).isTrue();

    IsoMessage theirs = transaction();
    theirs.set(128, text(scheme.mac(theirs)));
    assertThat(cupsMac.verify(module, block, theirs).join()).isTrue();
  }

  @Test
  void aChangedFieldOrAMissingMacIsNoticedAndAnUncoveredFieldIsNot() {
    KeyBlock block = ceremony.wrap(KeyUsage.MAC, ceremony.newKey(16));
    IsoMessage message = transaction();
    assertThat(cupsMac.verify(module, block, message).join()).isFalse();
    message.set(128, text(cupsMac.mac(module, block, message).join()));
    assertThat(cupsMac.verify(module, block, message).join()).isTrue();
    message.set(37, "000000000999");
    assertThat(cupsMac.verify(module, block, message).join()).isTrue();
    message.set(4, "000000012346");
    assertThat(cupsMac.verify(module, block, message).join()).isFalse();
  }

  private String mac(String key, IsoMessage message) {
    return text(
        cupsMac.mac(module, ceremony.wrap(KeyUsage.MAC, ClearKey.des(key)), message).join());
  }

  private String input(IsoMessage message) {
    ByteRange input = cupsMac.input(message);
    return new String(input.array(), input.from(), input.length(), StandardCharsets.US_ASCII);
  }

  private static IsoMessage transaction() {
    return new IsoMessage(Mti.FINANCIAL)
        .set(2, "6212345678901232")
        .set(3, "000000")
        .set(4, "000000012345")
        .set(7, "1122091501")
        .set(11, "000123")
        .set(12, "091501")
        .set(18, "5411")
        .set(25, "00")
        .set(28, "C00000100")
        .set(32, "49000000")
        .set(33, "49000000")
        .set(37, "000000000123")
        .set(38, "ab1234")
        .set(39, "00")
        .set(41, "TERM  1 ")
        .set(42, "  Acme,Co.* 42 ")
        .set(49, "156")
        .set(90, "020000012211220914000004900000000049000000")
        .set(102, "ABC123");
  }

  private static IsoMessage keyReset() {
    return new IsoMessage(Mti.MANAGEMENT)
        .set(7, "1122091501")
        .set(11, "000777")
        .set(48, "NK0123456789ABCDEF")
        .set(53, "2600000000000000")
        .set(70, "101")
        .set(96, new byte[8])
        .set(100, "49000000")
        .set(102, "ABC123");
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }
}
