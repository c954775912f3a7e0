package io.oneclear.app.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The walls between the rooms: who may import whom, and which library lives where. The rooms above
 * {@code app} ({@code faults}, {@code bench}) may see all of it; that none of these sees them,
 * Maven makes sure.
 */
class WallsTest {

  private static final String HOUSE = "io.oneclear";

  /** Room → the rooms of ours it may import. What is not listed is forbidden. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("message", Set.of()),
          Map.entry("security", Set.of("message")),
          Map.entry("merchant", Set.of("message")),
          Map.entry("link", Set.of("message")),
          Map.entry("switching", Set.of("message", "security", "merchant")),
          Map.entry("settlement", Set.of("message", "merchant", "switching.journal")),
          Map.entry("store", Set.of("message", "merchant", "switching", "settlement")),
          Map.entry("console", Set.of("message", "merchant", "switching", "settlement")),
          Map.entry("simulator", Set.of("message", "security", "link")),
          Map.entry(
              "proof", Set.of("message", "security", "merchant", "link.matching", "switching")));

  /** Library packages → the rooms that may use them. */
  private static final Map<String, Set<String>> FENCES =
      Map.ofEntries(
          Map.entry("org.jpos.iso..", Set.of("message")),
          Map.entry("org.jpos.tlv..", Set.of("message")),
          Map.entry("org.jpos.security..", Set.of("security")),
          Map.entry("org.bouncycastle..", Set.of("security")),
          Map.entry("io.netty..", Set.of("link")),
          Map.entry("java.sql..", Set.of("store", "faults")),
          Map.entry("javax.sql..", Set.of("store", "faults")),
          Map.entry("io.javalin..", Set.of("console")),
          Map.entry("org.jpos.q2..", Set.of("app")),
          Map.entry("picocli..", Set.of("app")),
          Map.entry("io.micrometer..", Set.of("app")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(HOUSE);

  @Test
  void everyRoomIsLookedAt() {
    Set<String> rooms = new TreeSet<>();
    CLASSES.forEach(type -> rooms.add(room(type.getPackageName())));
    assertThat(rooms).containsAll(MAY_IMPORT.keySet()).contains("app");
  }

  @Test
  void roomsImportOnlyWhatTheArrowsAllow() {
    MAY_IMPORT.forEach((room, allowed) -> onlyAllowed(room, allowed).check(CLASSES));
  }

  @Test
  void librariesStayBehindTheirFence() {
    FENCES.forEach((library, rooms) -> fenced(library, rooms).check(CLASSES));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.oneclear.(*)..").should().beFreeOfCycles().check(CLASSES);
    MAY_IMPORT
        .keySet()
        .forEach(
            room ->
                slices()
                    .matching(HOUSE + "." + room + ".(**)")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(CLASSES));
  }

  @Test
  void aForbiddenImportIsCaught() {
    assertThatThrownBy(() -> onlyAllowed("switching", Set.of("message")).check(CLASSES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.oneclear.merchant");
    assertThatThrownBy(() -> fenced("org.jpos.iso..", Set.of("security")).check(CLASSES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("IsoMessage");
  }

  private static ArchRule onlyAllowed(String room, Set<String> allowed) {
    List<String> open =
        Stream.concat(Stream.of(room), allowed.stream())
            .map(name -> HOUSE + "." + name + "..")
            .toList();
    return noClasses()
        .that()
        .resideInAPackage(HOUSE + "." + room + "..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(HOUSE + "..")
                .and(not(resideInAnyPackage(open.toArray(String[]::new)))))
        .as(room + " imports only " + allowed);
  }

  private static ArchRule fenced(String library, Set<String> rooms) {
    String[] open = rooms.stream().map(room -> HOUSE + "." + room + "..").toArray(String[]::new);
    return noClasses()
        .that(not(resideInAnyPackage(open)).and(resideInAnyPackage(HOUSE + "..")))
        .should()
        .dependOnClassesThat(resideInAnyPackage(library))
        .as(library + " is used only by " + rooms);
  }

  private static String room(String packageName) {
    String rest = packageName.substring(HOUSE.length() + 1);
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}
