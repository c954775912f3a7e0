package io.oneclear.switching;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.FieldTable;
import io.oneclear.message.Money;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.message.pos.PosFrame;
import io.oneclear.message.pos.PosOptions;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.security.ClearKey;
import io.oneclear.security.TerminalKeys;
import io.oneclear.switching.sim.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The message printed in chapter 20 is what the chapter says it is. */
class ChapterTest {

  private static final Path CHAPTER = Path.of("../../docs/20-a-purchase-step-by-step.md");
  private static final Path TABLE = Path.of("../../cfg/packager/unionpay-pos.xml");

  @Test
  void messageOfTheChapterIsAPurchaseWithARightMac() throws Exception {
    Matcher hex = Pattern.compile("```hex\\n([0-9A-F]+)\\n```").matcher(Files.readString(CHAPTER));
    assertThat(hex.find()).isTrue();
    PosDialect dialect = new PosDialect(FieldTable.load(TABLE), PosOptions.STANDARD);
    PosFrame frame = dialect.decode(World.hex(hex.group(1)));
    assertThat(dialect.parse(frame)).isInstanceOf(PosRequest.Purchase.class);
    PosRequest.Purchase purchase = (PosRequest.Purchase) dialect.parse(frame);
    assertThat(purchase.amount()).isEqualTo(Money.cny(8800));
    assertThat(purchase.trace().digits()).isEqualTo("000011");
    assertThat(purchase.card().entryMode()).isEqualTo("022");
    ClearKey key = ClearKey.des("0123456789ABCDEFFEDCBA9876543210");
    assertThat(TerminalKeys.of(key, key, null).macMatches(frame.macData(), frame.mac())).isTrue();
  }
}
