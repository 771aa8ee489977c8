package dev.muster.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.file.CampaignReader;
import dev.muster.goal.MeasuredRun;
import dev.muster.message.TemplateLanguage;
import dev.muster.run.LaunchPad;
import dev.muster.store.Run;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run as it is reported twice, and the rules that hold for every such page. */
record Reported(JsonNode json, String html, Document page) {
  private static final Instant NOW = Instant.parse("2027-02-01T00:00:00Z");

  private static final List<String> SECTIONS =
      List.of(
          "gates",
          "openings",
          "delivery",
          "executions",
          "rejections",
          "history",
          "goal",
          "message",
          "definition",
          "about");

  static Reported of(LaunchPad pad, Run run) {
    return of(pad, run, null, true);
  }

  static Reported of(LaunchPad pad, Run run, @Nullable MeasuredRun goal, boolean withIds) {
    var detail =
        RunDetail.of(
            pad.store(), run, new CampaignReader(new TemplateLanguage(ZoneOffset.UTC)), goal);
    var html =
        HtmlReport.of(pad.store(), run, detail, new HtmlReport.Making(withIds, "1.2.3", NOW))
            .text();
    return new Reported(new JsonMapper().readTree(JsonReport.of(detail)), html, Jsoup.parse(html));
  }

  String sentence() {
    return page.select("p#sentence").text();
  }

  /** The number of the only such element. */
  long data(String selector) {
    var found = page.select(selector + " data");
    assertThat(found).as(selector).hasSize(1);
    return Long.parseLong(found.attr("value"));
  }

  /** All that JSON and page both tell is the same, and the page is one as the contract wants it. */
  Reported agree() throws Exception {
    standsAlone();
    isReadByPeopleAndPrograms();
    gates();
    openings();
    delivery();
    executions();
    rejections();
    return this;
  }

  private void standsAlone() throws Exception {
    assertThat(html).startsWith("<!doctype html>");
    assertThat(html.getBytes(UTF_8).length).isLessThan(500_000);
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select("script, form, link, iframe, img, object, embed, base")).isEmpty();
    assertThat(page.select("[src], [href], [style], [srcset], [action]")).isEmpty();
    assertThat(page.getAllElements())
        .allSatisfy(element ->
            assertThat(element.attributes())
                .noneMatch(attribute ->
                    attribute.getKey().startsWith("on") || attribute.getValue().contains("url(")));
    var style = page.select("style");
    assertThat(style).hasSize(1);
    assertThat(style.getFirst().data()).doesNotContain("url(", "@import");
    var hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(style.getFirst().data().getBytes(UTF_8)));
    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .contains("default-src 'none'", "style-src 'sha256-" + hash + "'")
        .doesNotContain("unsafe");
  }

  private void isReadByPeopleAndPrograms() {
    assertThat(page.select("main section").eachAttr("id")).isEqualTo(SECTIONS);
    assertThat(page.select("main h1")).hasSize(1);
    assertThat(page.select("section > h2")).hasSize(SECTIONS.size());
    assertThat(page.select("time"))
        .allSatisfy(time -> assertThat(Instant.parse(time.attr("datetime"))).isNotNull());
    assertThat(page.select("data"))
        .allSatisfy(data ->
            assertThat(data.text())
                .isEqualTo(String.format(Locale.ROOT, "%,d", Long.parseLong(data.attr("value")))));
    assertThat(page.select("svg"))
        .allSatisfy(picture -> {
          var isHidden = picture.attr("aria-hidden").equals("true");
          assertThat(picture.attr("role").equals("img")).isEqualTo(!isHidden);
          assertThat(picture.select("> title").size()).isEqualTo(isHidden ? 0 : 1);
        });
    assertThat(page.select("table"))
        .allSatisfy(table -> assertThat(table.select("> caption")).hasSize(1));
    assertThat(page.select("th")).allSatisfy(th -> assertThat(th.hasAttr("scope")).isTrue());
    assertThat(page.select("pre"))
        .allSatisfy(pre -> assertThat(pre.attr("tabindex")).isEqualTo("0"));
  }

  private void gates() {
    assertThat(page.select("#gates table.gates tbody tr").eachAttr("id"))
        .isEqualTo(
            json.path("audience").propertyNames().stream().map(key -> "gate-" + key).toList());
    json.path("audience")
        .properties()
        .forEach(end ->
            assertThat(data("tr#gate-" + end.getKey()))
                .as(end.getKey())
                .isEqualTo(end.getValue().asLong()));
  }

  private void openings() {
    var rows = page.select("#openings tr[data-due]");
    var openings = json.path("openings");
    if (openings.size() > Rows.MOST) {
      assertThat(rows).hasSize(Rows.MOST);
      return;
    }
    assertThat(rows).hasSize(openings.size());
    for (var i = 0; i < rows.size(); i++) {
      var opening = openings.get(i);
      assertThat(rows.get(i).attr("data-due")).isEqualTo(opening.path("due_at").asString());
      var numbers = rows.get(i).select("data").eachAttr("value");
      var users = opening.path("users").asString();
      assertThat(numbers)
          .isEqualTo(
              opening.path("left").asLong() == 0
                  ? List.of(users)
                  : List.of(users, opening.path("left").asString()));
    }
    assertThat(page.select("#openings").text().contains("All were due at once."))
        .isEqualTo(openings.isEmpty());
  }

  private void delivery() {
    var delivery = json.path("delivery");
    if (delivery.path("requests").asLong() == 0) {
      assertThat(page.select("#delivery").text()).contains("Nothing was sent.");
      return;
    }
    assertThat(page.select("#delivery dl data").eachAttr("value"))
        .containsExactly(
            delivery.path("messages").asString(),
            delivery.path("requests").asString(),
            delivery.path("retries").asString());
    assertThat(page.select("#delivery figure").size()).isLessThanOrEqualTo(6);
  }

  private void executions() {
    assertThat(page.select("#executions tr[data-execution]"))
        .hasSize(Math.min(json.path("execution_log").size(), Rows.MOST));
    for (var execution : json.path("execution_log")) {
      var row =
          page.select("tr[data-execution=%s]".formatted(execution.path("execution").asString()))
              .first();
      if (row != null) {
        assertThat(row.select("data").eachAttr("value"))
            .containsExactly(
                execution.path("messages").asString(), execution.path("requests").asString());
        assertThat(row.text()).contains(execution.path("ended").asString());
        assertThat(row.select("time").eachAttr("datetime"))
            .containsExactly(execution.path("started_at").asString());
      }
    }
  }

  private void rejections() {
    assertThat(page.select("#rejections tr[data-code]"))
        .hasSize(Math.min(json.path("rejections").size(), Rows.MOST));
    for (var rejection : json.path("rejections")) {
      var row = requireRow(rejection.path("code").asString());
      assertThat(row.select("data").eachAttr("value"))
          .containsExactly(rejection.path("users").asString());
    }
  }

  private Element requireRow(String code) {
    return page.select("#rejections tr[data-code]").stream()
        .filter(row -> row.attr("data-code").equals(Printable.of(code)))
        .findFirst()
        .orElseThrow();
  }
}
