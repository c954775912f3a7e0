package io.oneclear.security;

/**
 * Limits of the software module.
 *
 * @param maxOpenKeys how many opened keys are kept ready; two or three per terminal that is signed
 *     on, each up to some kilobytes. A key beyond it is opened again when used.
 */
public record SoftwareModuleConfig(int maxOpenKeys) {

  public static final SoftwareModuleConfig DEFAULT = new SoftwareModuleConfig(100_000);

  public SoftwareModuleConfig {
    if (maxOpenKeys < 16 || maxOpenKeys > 10_000_000) {
      throw new IllegalArgumentException(
          "maxOpenKeys: " + maxOpenKeys + ", allowed are 16 to 10000000");
    }
  }
}
