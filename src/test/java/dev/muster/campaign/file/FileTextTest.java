package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTextTest {
  private static final String WITH_FAULT =
      """
      campaign: test
      name: "\uD83D\uDE00", owner: 3
      """;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void countsLinesWhateverTheyEndWith(String lineEnd) {
    var text = "campaign: test\n# 😀\nname: { é😀: 1 }\n".replace("\n", lineEnd);
    assertThat(CampaignText.campaign(text).faults())
        .extracting(Fault::toString)
        .contains("jobs/test.yaml:3:7: name: expected a name, found a map");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, ''", "UTF-8, \uFEFF", "UTF-16LE, \uFEFF", "UTF-16BE, \uFEFF"})
  void readsUnicodeWithAByteOrderMark(String charset, String mark) {
    var files = CampaignText.campaign("");
    var text = mark + "campaign: test\nname: é😀\nstatus: { }\n";
    files.byPath().put("test.yaml", text.getBytes(Charset.forName(charset)));
    assertThat(files.faults())
        .extracting(Fault::toString)
        .contains(
            "jobs/test.yaml:3:9: status: expected one of draft, published, stopped, found an empty"
                + " map");
  }

  @Test
  void countsColumnsInCharactersAsPeopleSeeThem() {
    assertThat(CampaignText.campaign(WITH_FAULT).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.line()).isEqualTo(2))
        .satisfies(fault -> assertThat(fault.column()).isEqualTo(10))
        .satisfies(fault -> assertThat(fault.key()).isEqualTo("yaml"));
  }

  @Test
  void refusesAFileThatNobodyWrote() {
    assertThat(CampaignText.campaign("# " + "x".repeat(FileText.MOST_BYTES)).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).contains("at most 1000000 bytes"));
  }

  @Test
  void readsThousandsOfValues() {
    var ids = "a, ".repeat(50_000) + "a";
    assertThat(CampaignText.audience("profile: { user_id: [" + ids + "] }").faults()).isEmpty();
  }

  @Test
  void namesTheByteThatIsNoUtf8() {
    var files = CampaignText.campaign("");
    files
        .byPath()
        .put(
            "test.yaml", "campaign: test\nname: Ren\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(files.faults())
        .extracting(Fault::toString)
        .singleElement()
        .asString()
        .startsWith("jobs/test.yaml:2:10: yaml: expected text in UTF-8");
  }

  @Test
  void keepsControlCharactersOffTheTerminal() {
    assertThat(CampaignText.campaign("\"a\\e[31m\\nb\": 1\n").faults())
        .allSatisfy(fault -> assertThat(fault.toString()).doesNotContainPattern("\\p{Cntrl}"))
        .anySatisfy(fault -> assertThat(fault.key()).isEqualTo("a\\u001B[31m\\nb"));
  }
}
