package io.oneclear.simulator.terminal;

/** How a card is read, and whether its PIN is typed. */
public enum CardEntry {
  MAGNETIC_WITH_PIN("021", false, true),
  MAGNETIC("022", false, false),
  CHIP_WITH_PIN("051", true, true),
  CHIP("052", true, false);

  private final String code;
  private final boolean chip;
  private final boolean pin;

  CardEntry(String code, boolean chip, boolean pin) {
    this.code = code;
    this.chip = chip;
    this.pin = pin;
  }

  /** Field 22. */
  public String code() {
    return code;
  }

  public boolean chip() {
    return chip;
  }

  public boolean withPin() {
    return pin;
  }
}
