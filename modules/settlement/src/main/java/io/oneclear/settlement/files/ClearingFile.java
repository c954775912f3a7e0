package io.oneclear.settlement.files;

import io.oneclear.message.Pan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The scheme's acquirer clearing file {@code IND{yymmdd}01ACOM}, read line by line: 34 columns of
 * fixed width with one space between them, every line ended by a line feed. Refuses with {@link
 * RefusedFileException} whatever deviates.
 */
public final class ClearingFile implements Iterator<ClearingLine>, AutoCloseable {

  private static final int[] WIDTHS = {
    11, 11, 6, 10, 19, 12, 12, 12, 4, 6, 4, 8, 15, 12, 2, 6, 11, 6, 2, 3, 12, 12, 12, 1, 3, 1, 1,
    10, 11, 1, 2, 2, 12, 14
  };
  private static final int[] STARTS = new int[WIDTHS.length];
  private static final int LINE_LENGTH;

  static {
    int at = 0;
    for (int i = 0; i < WIDTHS.length; i++) {
      STARTS[i] = at;
      at += WIDTHS[i] + 1;
    }
    LINE_LENGTH = at - 1;
  }

  private final String name;
  private final InputStream in;
  private final MessageDigest digest;
  private final byte[] block = new byte[1 << 16];
  private int blockAt;
  private int blockEnd;
  private final byte[] line = new byte[LINE_LENGTH + 1];
  private int lineNumber;
  private boolean lineReady;

  private ClearingFile(String name, InputStream in, MessageDigest digest) {
    this.name = name;
    this.in = in;
    this.digest = digest;
  }

  /** Name of the file of a business date. */
  public static String nameFor(LocalDate date) {
    return "IND" + date.format(DateTimeFormatter.ofPattern("yyMMdd")) + "01ACOM";
  }

  public static ClearingFile open(Path file) throws IOException {
    return over(file.getFileName().toString(), Files.newInputStream(file));
  }

  /** Reads from any stream; the name is for refusals. */
  public static ClearingFile over(String name, InputStream bytes) {
    MessageDigest digest = FileHash.newDigest();
    return new ClearingFile(name, new DigestInputStream(bytes, digest), digest);
  }

  /** SHA-256 of what was read; of the whole file once {@link #hasNext} is false. */
  public String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public boolean hasNext() {
    if (!lineReady) {
      lineReady = readLine();
    }
    return lineReady;
  }

  @Override
  public ClearingLine next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    lineReady = false;
    return parse();
  }

  private boolean readLine() {
    try {
      int length = 0;
      lineNumber++;
      while (true) {
        if (blockAt == blockEnd && !readBlock()) {
          if (length == 0) {
            return false;
          }
          throw refusal("the file ends in the middle of this line");
        }
        int end = lineEnd();
        if (length + end - blockAt > line.length) {
          throw refusal("longer than " + LINE_LENGTH + " characters");
        }
        System.arraycopy(block, blockAt, line, length, end - blockAt);
        length += end - blockAt;
        blockAt = end + 1;
        if (end < blockEnd) {
          refuseUnlessWhole(length);
          return true;
        }
        blockAt = blockEnd;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  private boolean readBlock() throws IOException {
    blockAt = 0;
    blockEnd = Math.max(0, in.read(block));
    return blockEnd > 0;
  }

  /** Where the line feed is, or the end of the block. */
  private int lineEnd() {
    int end = blockAt;
    while (end < blockEnd && block[end] != '\n') {
      end++;
    }
    return end;
  }

  private void refuseUnlessWhole(int read) {
    int length = read > 0 && line[read - 1] == '\r' ? read - 1 : read;
    if (length != LINE_LENGTH) {
      throw refusal(length + " characters instead of " + LINE_LENGTH);
    }
  }

  private ClearingLine parse() {
    for (int i = 1; i < STARTS.length; i++) {
      if (line[STARTS[i] - 1] != ' ') {
        throw refusal("no space before column " + (i + 1));
      }
    }
    if (!text(19).equals("00")) {
      throw refusal("column 19: only successful transactions are cleared");
    }
    ClearingLine.Kind kind = kind();
    long amount = digits(6);
    return new ClearingLine(
        lineNumber,
        kind,
        fixedDigits(4),
        (int) digits(3),
        maskedPan(),
        kind.takes() ? amount : -amount,
        fixedDigits(11),
        required(12, 8),
        required(13, 15),
        required(14, 12),
        Math.addExact(fee(22), fee(21)),
        fee(23));
  }

  private ClearingLine.Kind kind() {
    long messageType = digits(9);
    long processingCode = digits(10);
    if (processingCode == 0) {
      if (messageType == 200) {
        return ClearingLine.Kind.PURCHASE;
      }
      if (messageType == 420) {
        return ClearingLine.Kind.REVERSAL_OF_VOID;
      }
    } else if (processingCode == 200_000) {
      if (messageType == 200) {
        return ClearingLine.Kind.VOID;
      }
      if (messageType == 220) {
        return ClearingLine.Kind.REFUND;
      }
      if (messageType == 420) {
        return ClearingLine.Kind.REVERSAL;
      }
    }
    throw refusal("columns 9 and 10: unknown transaction " + raw(9) + raw(10));
  }

  private String maskedPan() {
    try {
      return new Pan(text(5)).masked();
    } catch (IllegalArgumentException e) {
      throw refusal("column 5 is not a card number");
    }
  }

  /** C or D and eleven digits: D we owe, C we get. */
  private long fee(int column) {
    int start = STARTS[column - 1];
    long fen = number(column, start + 1, WIDTHS[column - 1] - 1);
    return switch (line[start]) {
      case 'D' -> fen;
      case 'C' -> -fen;
      default -> throw refusal("column " + column + ": a fee starts with C or D");
    };
  }

  private long digits(int column) {
    return number(column, STARTS[column - 1], WIDTHS[column - 1]);
  }

  private long number(int column, int start, int width) {
    long value = 0;
    for (int i = start; i < start + width; i++) {
      int digit = line[i] - '0';
      if (digit < 0 || digit > 9) {
        throw refusal("column " + column + " is not all digits");
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private String fixedDigits(int column) {
    digits(column);
    return raw(column);
  }

  private String required(int column, int length) {
    String text = text(column);
    if (text.length() != length) {
      throw refusal("column " + column + " is not " + length + " characters");
    }
    return text;
  }

  private String text(int column) {
    int start = STARTS[column - 1];
    int end = start + WIDTHS[column - 1];
    for (int i = start; i < end; i++) {
      if (line[i] < ' ' || line[i] > '~') {
        throw refusal("column " + column + " has a character that is not printable ASCII");
      }
    }
    while (end > start && line[end - 1] == ' ') {
      end--;
    }
    return new String(line, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private String raw(int column) {
    return new String(line, STARTS[column - 1], WIDTHS[column - 1], StandardCharsets.ISO_8859_1);
  }

  private RefusedFileException refusal(String why) {
    return new RefusedFileException(name, lineNumber, why);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be closed", e);
    }
  }
}
