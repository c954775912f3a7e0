package io.oneclear.simulator.scheme;

import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.scheme.Entry.Effect;
import io.oneclear.simulator.scheme.SchemeRequest.Kind;
import io.oneclear.simulator.scheme.book.LineReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the acquirer's clearing file of a date, {@code IND{yymmdd}01ACOM}, from the scheme's
 * state: every approved purchase, void and refund of the date that was not reversed before the file
 * was first made. A reversal that comes later than that stands in the file of its own date: type
 * 0420, with the processing code of what it amounts to (200000 gives back, 000000 takes again).
 *
 * <p>34 columns of fixed width with one space between them. A scheme's own file has the card number
 * in column 5; ours carries no clear one, so its middle digits are zeros: first six, zeros, last
 * four. Fees begin with D (the acquirer pays) or C (it gets back); zero is D.
 */
final class ClearingFile {

  private static final DateTimeFormatter NAME_DATE = DateTimeFormatter.ofPattern("yyMMdd");

  private final Path state;
  private final long until;
  private final LocalDate date;
  private final String acquirer;
  private final Identity.Directory directory = new Identity.Directory();

  /**
   * @param state the scheme's state file
   * @param until how many bytes of it count
   */
  ClearingFile(Path state, long until, LocalDate date, String acquirer) {
    this.state = state;
    this.until = until;
    this.date = date;
    this.acquirer = acquirer;
  }

  static String name(LocalDate date) {
    return "IND" + NAME_DATE.format(date) + "01ACOM";
  }

  /** Writes beside the final place, then renames: nobody ever sees half a file. */
  Path writeInto(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path whole = directory.resolve(name(date));
    Path part = directory.resolve(name(date) + ".part");
    Set<Identity> reversed = reversedBeforeFiling();
    try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.US_ASCII)) {
      forEachEntry(
          (entry, reader) -> {
            if (belongs(entry, reversed)) {
              out.write(line(reader.event(entry)));
              out.write('\n');
            }
          });
    }
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return Files.move(
        part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Set<Identity> reversedBeforeFiling() throws IOException {
    Set<Identity> reversed = new HashSet<>();
    forEachEntry(
        (entry, _) -> {
          if (undoes(entry) && !entry.original().filed()) {
            reversed.add(entry.original().identity());
          }
        });
    return reversed;
  }

  private boolean belongs(Entry entry, Set<Identity> reversed) {
    return entry.clearingDate().equals(date)
        && entry.done()
        && entry.effect() != Effect.NONE
        && !reversed.contains(entry.identity())
        && (!undoes(entry) || entry.original().filed());
  }

  private static boolean undoes(Entry entry) {
    return entry.kind() == Kind.REVERSAL && entry.done() && entry.effect() != Effect.NONE;
  }

  private void forEachEntry(EntryReader taker) throws IOException {
    Accounts accounts = new Accounts(List.of(), List.of(), new byte[0]);
    try (LineReader line = EventLines.open(state)) {
      EventLines.Reader reader = new EventLines.Reader(line, accounts, directory);
      while (line.position() < until && line.next()) {
        if (reader.isEvent()) {
          taker.read(reader.entry(), reader);
        } else {
          reader.account();
        }
      }
    }
  }

  private String line(SchemeEvent event) {
    Entry entry = event.entry();
    SchemeEvent.Details details = event.details();
    boolean takes = entry.effect() == Effect.DEBIT;
    Interchange fees = fees(event);
    boolean named = entry.original() != null;
    return String.join(
        " ",
        left(entry.identity().f32(), 11),
        left(entry.identity().f33(), 11),
        entry.identity().f11(),
        entry.identity().f7(),
        left(event.maskedPan().replace('*', '0'), 19),
        right(entry.fen(), 12),
        right(0, 12),
        right(0, 12),
        entry.identity().mti(),
        takes ? "000000" : "200000",
        left(details.mcc(), 4),
        left(details.terminal(), 8),
        left(details.merchant(), 15),
        left(details.rrn(), 12),
        left(details.conditionCode(), 2),
        left(entry.authorizationCode(), 6),
        left(event.issuer(), 11),
        named ? entry.original().identity().f11() : "000000",
        entry.code(),
        left(details.entryMode(), 3),
        fee(true, 0),
        fee(takes, fees.issuerFen()),
        fee(takes, fees.networkFen()),
        "1",
        left(details.sequence().isEmpty() ? "000" : details.sequence(), 3),
        "5",
        "0",
        named ? entry.original().identity().f7() : "0000000000",
        left(event.issuer(), 11),
        entry.account().product() == CardProduct.FOREIGN ? "1" : "0",
        "01",
        "00",
        right(0, 12),
        left(acquirer, 14));
  }

  private static Interchange fees(SchemeEvent event) {
    Entry entry = event.entry();
    CardProduct product = entry.account().product();
    String mcc = event.details().mcc();
    Entry.Original original = entry.original();
    return entry.kind() == Kind.REFUND
        ? Interchange.of(product, mcc, original.fen())
            .shareOf(original.fen(), entry.fen(), original.refundedFen())
        : Interchange.of(product, mcc, entry.fen());
  }

  private static String left(String text, int width) {
    return text.length() >= width
        ? text.substring(0, width)
        : text + " ".repeat(width - text.length());
  }

  private static String right(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(width - digits.length()) + digits;
  }

  private static String fee(boolean weOwe, long fen) {
    return (weOwe || fen == 0 ? 'D' : 'C') + right(fen, 11);
  }

  private interface EntryReader {
    void read(Entry entry, EventLines.Reader reader) throws IOException;
  }
}
