package dev.muster.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.ExitCode;
import dev.muster.gate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Pattern BUILD_TOOL = Pattern.compile("(?m)^\\s*(?:exec )?((?:mvn|npm) .*)$");

  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFileOrAHeadingThatIsThere(Page page) {
    for (var link : page.links()) {
      if (link.matches("https?://.*")) {
        continue;
      }
      var parts = link.split("#", 2);
      var file =
          parts[0].isEmpty()
              ? Path.of(page.path())
              : Path.of(page.path()).resolveSibling(parts[0]).normalize();
      assertThat(ROOT.resolve(file)).as(link).exists();
      if (parts.length > 1) {
        assertThat(Page.at(file.toString()).anchors()).as(link).contains(parts[1]);
      }
    }
  }

  @Test
  void theReadmeLeadsToEveryPage() {
    assertThat(Page.at("README.md").links())
        .containsAll(pages().stream().map(Page::path).filter(p -> !p.equals("README.md")).toList());
  }

  @Test
  void theReadmeIsReadAtOneGo() {
    assertThat(Page.at("README.md").text().lines()).hasSizeLessThan(140);
  }

  @Test
  void theBuildCallsWhatTheReadmeSays() throws IOException {
    var readme = Page.at("README.md").text();
    var called = BUILD_TOOL.matcher(Files.readString(Path.of(".ci/run"))).results().toList();
    assertThat(called).hasSize(2);
    assertThat(called)
        .map(call -> call.group(1).replace(" -B -ntp", ""))
        .allSatisfy(call -> assertThat(readme).contains(call));
  }

  @Test
  void thePageOfTheDesignHasEveryPackage() throws IOException {
    var sources = Path.of("src/main/java/dev/muster");
    var written =
        Page.at("docs/design.md").table("How it is built").rows().stream()
            .flatMap(row -> Page.codes(row.getFirst()).stream())
            .toList();
    try (var files = Files.walk(sources)) {
      assertThat(written)
          .containsAll(
              files
                  .filter(file -> file.endsWith("package-info.java"))
                  .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
                  .toList());
    }
  }

  @Test
  void theExitCodesAreThoseOfTheProgram() {
    assertThat(Page.at("docs/operate.md").table("Exit codes").rows())
        .map(List::getFirst)
        .containsExactlyElementsOf(
            Arrays.stream(ExitCode.values()).map(code -> "" + code.code()).toList());
  }

  @Test
  void whereUsersEndIsWhatVerdictsThereAre() {
    assertThat(Page.at("docs/explain.md").table("Where users end").codes(0))
        .containsExactlyElementsOf(Arrays.stream(Verdict.values()).map(Verdict::key).toList());
  }

  @Test
  void theReadmesPictureHasEveryVerdictInWhichAUserStays() {
    var picture =
        Page.at("README.md").blocks().stream()
            .filter(block -> block.language().equals("mermaid"))
            .findFirst()
            .orElseThrow();
    assertThat(Arrays.stream(Verdict.values()))
        // Of whom the picture shows what has still to come.
        .filteredOn(verdict -> verdict != Verdict.PENDING)
        .allSatisfy(
            verdict -> assertThat(String.join("\n", picture.lines())).contains(verdict.key()));
  }

  /** So that the program is held to its answers. */
  @ParameterizedTest
  @MethodSource("pages")
  void whatTheProgramAnswersStandsInABlockOfTheConsole(Page page) {
    assertThat(page.blocks())
        .filteredOn(block -> !block.language().equals("console"))
        .allSatisfy(block -> assertThat(block.lines()).noneMatch(line -> line.startsWith("$ ")));
  }
}
