package dev.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.Content;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class HtmlTest {

  private static final Shown SHOWN = new Shown(ZoneId.of("America/New_York"));

  @Test
  void countsAndInstantsAreReadByPeopleAndPrograms() {
    assertThat(page(SHOWN.count(1_072))).isEqualTo("<data value=\"1072\">1,072</data>");
    assertThat(page(SHOWN.time(Instant.parse("2026-12-07T14:00:00Z"))))
        .isEqualTo("<time datetime=\"2026-12-07T14:00:00Z\">Mon 7 Dec 2026 09:00</time>");
    assertThat(page(SHOWN.time(Instant.parse("2026-12-07T14:00:07.5Z"))))
        .contains(">Mon 7 Dec 2026 09:00:07</time>");
  }

  @Test
  void textOfOthersIsEscapedAndItsControlsAreVisible() {
    assertThat(page(SHOWN.text("<b>a\u202E</dd><script>\"'&\u0007\n")))
        .isEqualTo("&lt;b&gt;a\\u202E&lt;/dd&gt;&lt;script&gt;\"'&amp;\\u0007\\u000A");
    assertThat(page(SHOWN.words(Words.of("{} of {}", 1L, "<b>"))))
        .isEqualTo("<data value=\"1\">1</data> of &lt;b&gt;");
  }

  /** What a template writes of it between two tags. */
  private static String page(Content content) {
    var written = new StringOutput();
    var page = new Html(written);
    page.setContext("dd", null);
    page.writeUserContent(content);
    return written.toString();
  }
}
