package io.oneclear.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Sizes and words that smell. An exception is listed here, with its reason. */
class TidyTest {

  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 70;
  private static final int PACKAGE_FILES = 25;

  /** Banned in what is shipped → why. */
  private static final Map<String, String> BANNED =
      Map.of(
          "System\\.(out|err)\\b", "print through CommandLineOutput or a logger",
          "Thread\\.sleep\\(", "wait for something, on a timer",
          "LocalDate(Time)?\\.now\\(", "time is passed in",
          "System\\.currentTimeMillis\\(", "time is passed in",
          "\\bdouble (amount|fee|fen|money)", "money is long fen",
          "catch \\((final )?Throwable\\b", "errors of the machine are not ours to catch",
          "\\b(TODO|FIXME|XXX)\\b(?! \\S+)", "say what and why, or do it",
          "@SuppressWarnings\\(\"all\"\\)", "suppress one thing, with its reason");

  /** File → the banned pattern it may use, because it is the one place for it. */
  private static final Map<String, String> ALLOWED =
      Map.of("CommandLineOutput.java", "System\\.(out|err)\\b");

  private static final Pattern METHOD =
      Pattern.compile("^  (?! )(?!.*\\b(class|record|interface|enum) )[^;=]*\\w+\\([^;]*\\{$");

  @Test
  void shippedSourcesHaveNoBannedWords() {
    List<String> found = new ArrayList<>();
    for (Path file : HouseSources.shipped()) {
      found.addAll(bannedWords(file.getFileName().toString(), HouseSources.read(file)));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void filesStayReadable() {
    List<String> long_ = new ArrayList<>();
    for (Path file : HouseSources.shipped()) {
      long lines = HouseSources.read(file).lines().count();
      if (lines > FILE_LINES) {
        long_.add(HouseSources.name(file) + " has " + lines + " lines");
      }
    }
    assertThat(long_).isEmpty();
  }

  @Test
  void methodsFitOnAScreen() {
    List<String> giants = new ArrayList<>();
    for (Path file : HouseSources.shipped()) {
      giants.addAll(giantMethods(file.getFileName().toString(), HouseSources.read(file)));
    }
    assertThat(giants).isEmpty();
  }

  @Test
  void packagesAreRoomsNotDrawers() {
    Map<Path, Integer> sizes = new TreeMap<>();
    HouseSources.shipped().forEach(file -> sizes.merge(file.getParent(), 1, Integer::sum));
    List<String> crowded = new ArrayList<>();
    sizes.forEach(
        (directory, files) -> {
          if (files > PACKAGE_FILES) {
            crowded.add(HouseSources.name(directory) + " has " + files + " files");
          }
          if (directory.getFileName().toString().matches("utils?|common|helpers?|misc|impl|dto")) {
            crowded.add(HouseSources.name(directory) + " is a drawer");
          }
        });
    assertThat(crowded).isEmpty();
  }

  @Test
  void everyPackageHasItsMap() {
    List<String> without = new ArrayList<>();
    HouseSources.shipped().stream()
        .map(Path::getParent)
        .distinct()
        .filter(directory -> !directory.resolve("package-info.java").toFile().exists())
        .forEach(directory -> without.add(HouseSources.name(directory)));
    assertThat(without).isEmpty();
  }

  @Test
  void theRulesBite() {
    assertThat(bannedWords("A.java", "class A { void b() { System.out.println(1); } }")).hasSize(1);
    assertThat(bannedWords("CommandLineOutput.java", "System.out.println(1);")).isEmpty();
    String giant = "class A {\n  void b() {\n" + "    c();\n".repeat(METHOD_LINES + 1) + "  }\n}\n";
    assertThat(giantMethods("A.java", giant)).hasSize(1);
  }

  private static List<String> bannedWords(String name, String source) {
    List<String> found = new ArrayList<>();
    BANNED.forEach(
        (pattern, why) -> {
          if (!pattern.equals(ALLOWED.get(name))) {
            Matcher matcher = Pattern.compile(pattern).matcher(source);
            while (matcher.find()) {
              found.add(name + ": " + matcher.group() + " (" + why + ")");
            }
          }
        });
    return found;
  }

  private static List<String> giantMethods(String name, String source) {
    List<String> giants = new ArrayList<>();
    List<String> lines = source.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (METHOD.matcher(lines.get(i)).matches()) {
        int end = i;
        while (end < lines.size() && !lines.get(end).equals("  }")) {
          end++;
        }
        if (end - i - 1 > METHOD_LINES) {
          giants.add(name + ":" + (i + 1) + " " + lines.get(i).strip());
        }
      }
    }
    return giants;
  }
}
