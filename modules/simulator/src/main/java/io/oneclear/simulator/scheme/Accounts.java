package io.oneclear.simulator.scheme;

import io.oneclear.message.Pan;
import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.DemoCard;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * All card accounts: the ones of {@code cards.csv}, and any other Luhn-valid number under a demo
 * BIN from first sight on.
 */
final class Accounts {

  /** 100,000,000.00 yuan: enough for a load of days. */
  static final long OPENING_FEN = 10_000_000_000L;

  /** How many accounts a simulator keeps; beyond, a new number is no customer of it. */
  static final int MAX_ACCOUNTS = 5_000_000;

  /** Of an account that has had no event. */
  static final int NO_NUMBER = -1;

  private final Map<Pan, DemoCard> cards;
  private final List<SchemeBin> bins;
  private final byte[] salt;
  private final Map<Pan, Account> byPan = new ConcurrentHashMap<>();
  private final Map<String, Account> byHash = new ConcurrentHashMap<>();
  private final List<Account> byNumber = new ArrayList<>();

  Accounts(Collection<DemoCard> cards, Collection<SchemeBin> bins, byte[] salt) {
    this.cards = cards.stream().collect(Collectors.toMap(DemoCard::pan, card -> card));
    this.bins =
        bins.stream()
            .sorted(Comparator.comparingInt((SchemeBin bin) -> bin.prefix().length()).reversed())
            .toList();
    this.salt = salt.clone();
  }

  /** The account of this card; null if it is nobody's. */
  Account find(Pan pan) {
    Account known = byPan.get(pan);
    return known == null ? onFirstSight(pan) : known;
  }

  /** The PIN of a card that has an account. */
  String pin(Pan pan) {
    DemoCard card = cards.get(pan);
    return card == null ? DemoCard.DEFAULT_PIN : card.pin();
  }

  /** An account known by its hash alone, as the state file names it. */
  Account restore(String hash, CardProduct product, String issuer, String maskedPan) {
    return byHash.computeIfAbsent(
        hash, _ -> new Account(hash, product, issuer, maskedPan, OPENING_FEN));
  }

  /**
   * Gives an account the next number, if it has none yet. Under the desk's monitor.
   *
   * @return true if it had none
   */
  boolean number(Account account) {
    if (account.number() != NO_NUMBER) {
      return false;
    }
    account.number(byNumber.size());
    byNumber.add(account);
    return true;
  }

  /** The account with this number. Under the desk's monitor. */
  Account numbered(int number) {
    return byNumber.get(number);
  }

  /** A new day: cards whose PIN was blocked may try again. */
  void unblockPins() {
    byHash.values().forEach(Account::pinWasRight);
  }

  private Account onFirstSight(Pan pan) {
    SchemeBin bin = bin(pan);
    DemoCard card = cards.get(pan);
    boolean customer = card != null || (bin != null && pan.luhnValid());
    if (!customer || byHash.size() >= MAX_ACCOUNTS) {
      return null;
    }
    CardProduct product = card == null ? bin.product() : card.product();
    String issuer = bin == null ? SchemeConfig.DEFAULT_ISSUER : bin.issuer();
    Account account = restore(hash(pan), product, issuer, pan.masked());
    byPan.put(pan, account);
    return account;
  }

  private SchemeBin bin(Pan pan) {
    for (SchemeBin bin : bins) {
      if (pan.clear().startsWith(bin.prefix())) {
        return bin;
      }
    }
    return null;
  }

  private String hash(Pan pan) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
      byte[] whole = mac.doFinal(pan.clear().getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(whole, 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no HmacSHA256", e);
    }
  }
}
