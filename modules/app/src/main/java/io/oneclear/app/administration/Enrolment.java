package io.oneclear.app.administration;

import io.oneclear.app.config.MerchantFile;
import io.oneclear.app.config.MerchantFile.Account;
import io.oneclear.app.config.MerchantFile.Entry;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.wiring.Books;
import io.oneclear.merchant.fee.FeePlan;
import io.oneclear.message.MerchantId;
import io.oneclear.store.Registry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes on merchants with the accounts their money goes to: all of a file or none of it. */
public final class Enrolment {

  private static final int PROBLEMS_TOLD = 10;

  private final Registry registry;
  private final Set<String> feePlans;
  private final Instant now;

  public Enrolment(Books books) {
    this.registry = books.registry();
    this.feePlans =
        OneClearConfig.fees(books.site().installation()).plans().stream()
            .map(FeePlan::code)
            .collect(Collectors.toSet());
    this.now = books.site().clock().instant();
  }

  /** Adds what the file holds, or fails with everything that is wrong about it. */
  public void enrol(MerchantFile file) {
    List<Entry> entries = file.merchants();
    if (entries == null || entries.isEmpty()) {
      throw new CommandFailure("there is no merchant in the file");
    }
    List<String> problems = problems(entries);
    if (!problems.isEmpty()) {
      int more = problems.size() - PROBLEMS_TOLD;
      throw new CommandFailure(
          "nothing was loaded: "
              + problems.stream().limit(PROBLEMS_TOLD).collect(Collectors.joining("; "))
              + (more > 0 ? "; and " + more + " more" : ""));
    }
    registry.addMerchants(
        entries.stream().map(Entry::merchant).toList(),
        entries.stream().map(Entry::settlementAccount).toList());
  }

  private List<String> problems(List<Entry> entries) {
    List<String> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry == null || !fits(entry.id(), "[0-9A-Za-z]{15}")) {
        problems.add("merchants[%d].id: 15 digits or letters are needed".formatted(i));
        continue;
      }
      List<String> wrong = new ArrayList<>();
      expect(wrong, seen.add(entry.id()), "is in the file twice");
      expect(
          wrong,
          registry.merchant(new MerchantId(entry.id())).isEmpty(),
          "exists already and stays");
      check(entry, wrong);
      if (entry.account() == null) {
        wrong.add("account is missing");
      } else {
        check(entry.account(), entry.licenceName(), wrong);
      }
      wrong.forEach(what -> problems.add(entry.id() + " " + what));
    }
    return problems;
  }

  private void check(Entry entry, List<String> wrong) {
    expect(wrong, said(entry.name()), "name is missing");
    expect(wrong, said(entry.licenceName()), "licenceName is missing");
    expect(
        wrong,
        fits(entry.unifiedCreditCode(), "[0-9A-Z]{18}"),
        "unifiedCreditCode: 18 digits or capital letters are needed");
    expect(wrong, fits(entry.mcc(), "[0-9]{4}"), "mcc: four digits are needed");
    expect(
        wrong,
        entry.feePlan() != null && feePlans.contains(entry.feePlan()),
        "feePlan: '%s' is not in cfg/fees, which has %s"
            .formatted(entry.feePlan(), feePlans.stream().sorted().toList()));
    expect(wrong, entry.cycle() != null, "cycle: T1 or D1 is needed");
    expect(wrong, entry.perTransactionFen() >= 0, "perTransactionFen is negative");
    expect(wrong, entry.refundDays() >= 0, "refundDays is negative");
  }

  /** The number is not repeated: it is somebody's bank account. */
  private void check(Account account, String licenceName, List<String> wrong) {
    expect(
        wrong, fits(account.number(), "[0-9]{5,34}"), "account.number: 5 to 34 digits are needed");
    expect(
        wrong,
        account.name() != null && account.name().equals(licenceName),
        "account.name: '%s' is not the licence's '%s'".formatted(account.name(), licenceName));
    expect(wrong, fits(account.bankCode(), "[0-9]{12}"), "account.bankCode: 12 digits are needed");
    expect(wrong, said(account.bankName()), "account.bankName is missing");
    expect(
        wrong,
        account.verifiedAt() == null || !account.verifiedAt().toInstant().isAfter(now),
        "account.verifiedAt: %s is still to come".formatted(account.verifiedAt()));
  }

  private static void expect(List<String> wrong, boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }

  private static boolean fits(String text, String pattern) {
    return text != null && text.matches(pattern);
  }

  private static boolean said(String text) {
    return text != null && !text.isBlank();
  }
}
