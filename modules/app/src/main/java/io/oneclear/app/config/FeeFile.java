package io.oneclear.app.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Rate;
import io.oneclear.merchant.fee.FeeBook;
import io.oneclear.merchant.fee.FeePlan;
import io.oneclear.merchant.fee.FeeRule;
import io.oneclear.merchant.fee.FeeTier;
import io.oneclear.merchant.fee.MccClass;
import io.oneclear.merchant.fee.MccEntry;
import io.oneclear.merchant.fee.TierBasis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code cfg/fees/*.yaml}: what merchants pay and what acquiring costs, each file a part of the
 * book. Rates in percent, money in yuan, both as text so that nothing is rounded on the way.
 */
record FeeFile(
    @MayBeAbsent List<Plan> plans,
    @MayBeAbsent List<Rule> issuerFees,
    @MayBeAbsent List<Rule> networkFees,
    @MayBeAbsent List<Mccs> mccClasses) {

  record Plan(String code, String name, List<Rule> rules) {

    FeePlan plan() {
      return new FeePlan(code, name, rules.stream().map(Rule::rule).toList());
    }
  }

  /** Either one price, or tiers. */
  record Rule(
      String id,
      CardProduct product,
      @MayBeAbsent @JsonProperty("class") MccClass mccClass,
      LocalDate from,
      @MayBeAbsent LocalDate until,
      @MayBeAbsent TierBasis tierBy,
      @MayBeAbsent List<Tier> tiers,
      @MayBeAbsent String rate,
      @MayBeAbsent String minimum,
      @MayBeAbsent String cap,
      @MayBeAbsent String fixed) {

    Rule {
      if ((tiers == null) == (rate == null)) {
        throw new IllegalArgumentException(id + ": either 'rate' or 'tiers' is needed");
      }
    }

    FeeRule rule() {
      List<Tier> all = tiers == null ? List.of(new Tier("0", rate, minimum, cap, fixed)) : tiers;
      return new FeeRule(
          id,
          product,
          mccClass,
          from,
          until,
          Objects.requireNonNullElse(tierBy, TierBasis.AMOUNT),
          all.stream().map(Tier::tier).toList());
    }
  }

  record Tier(
      String fromYuan,
      String rate,
      @MayBeAbsent String minimum,
      @MayBeAbsent String cap,
      @MayBeAbsent String fixed) {

    FeeTier tier() {
      return new FeeTier(
          fen(fromYuan, 0),
          Rate.percent(rate),
          fen(minimum, 0),
          fen(cap, FeeTier.NO_CAP),
          fen(fixed, 0));
    }

    private static long fen(String yuan, long absent) {
      return yuan == null ? absent : new BigDecimal(yuan).movePointRight(2).longValueExact();
    }
  }

  record Mccs(@JsonProperty("class") MccClass mccClass, LocalDate from, List<String> mccs) {

    Stream<MccEntry> entries() {
      return mccs.stream().map(mcc -> new MccEntry(mcc, mccClass, from));
    }
  }

  /** The whole book. */
  static FeeBook readAll(Path directory) {
    YamlRecords yaml = new YamlRecords();
    try (Stream<Path> paths = Files.list(directory)) {
      List<FeeFile> files =
          paths
              .filter(path -> path.toString().endsWith(".yaml"))
              .sorted()
              .map(path -> yaml.read(path, FeeFile.class))
              .toList();
      return new FeeBook(
          all(files, FeeFile::plans).map(Plan::plan).toList(),
          all(files, FeeFile::issuerFees).map(Rule::rule).toList(),
          all(files, FeeFile::networkFees).map(Rule::rule).toList(),
          all(files, FeeFile::mccClasses).flatMap(Mccs::entries).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw ConfigException.in(
          directory, Objects.requireNonNullElse(e.getMessage(), "a number cannot be read"), e);
    }
  }

  private static <T> Stream<T> all(List<FeeFile> files, Function<FeeFile, List<T>> part) {
    return files.stream().map(part).filter(Objects::nonNull).flatMap(List::stream);
  }
}
