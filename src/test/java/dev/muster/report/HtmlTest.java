package dev.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.output.StringOutput;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {

  private static final Shown SHOWN = new Shown(ZoneId.of("America/New_York"));

  @Test
  void countsAndInstantsAreReadByPeopleAndPrograms() {
    assertThat(page(new Fact("users", SHOWN.count(1_072))))
        .isEqualTo("<div><dt>users</dt><dd><data value=\"1072\">1,072</data></dd></div>");
    assertThat(page(new Fact("due", SHOWN.time(Instant.parse("2026-12-07T14:00:00Z")))))
        .contains("<dd><time datetime=\"2026-12-07T14:00:00Z\">Mon 7 Dec 2026 09:00</time></dd>");
    assertThat(page(new Fact("sent", SHOWN.time(Instant.parse("2026-12-07T14:00:07.5Z")))))
        .contains(">Mon 7 Dec 2026 09:00:07</time>");
  }

  @Test
  void textOfOthersIsEscapedAndItsControlsAreVisible() {
    assertThat(page(new Fact("<b>", SHOWN.text("a\u202E</dd><script>\"'&\u0007\n"))))
        .isEqualTo(
            "<div><dt>&lt;b&gt;</dt>"
                + "<dd>a\\u202E&lt;/dd&gt;&lt;script&gt;\"'&amp;\\u0007\\u000A</dd></div>");
  }

  private static String page(Fact fact) {
    var written = new StringOutput();
    JtefactsGenerated.render(new Html(written), Html.AS_WRITTEN, List.of(fact));
    return written.toString().replace("<dl class=\"facts\">", "").replace("</dl>", "").strip();
  }
}
