package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.DefinitionDigest;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.message.TemplateLanguage;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run has frozen is the definition that it was planned with. */
class FrozenFilesTest {
  private static final CampaignReader READER =
      new CampaignReader(new TemplateLanguage(ZoneOffset.UTC));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/test/resources/campaigns/good/live.yaml",
        "src/test/resources/campaigns/good/live-least.yaml",
        "src/test/resources/campaigns/good/winback.yaml",
        "jobs/cart-abandoned.yaml",
        "jobs/vip-thanks.yaml",
      })
  void areReadBackAsTheSameCampaign(String path) {
    var file = Path.of(path);
    var read = valid(CampaignFiles.onDisk(file));

    var frozen = valid(new FrozenFiles(file.getFileName().toString(), read.texts()));

    assertThat(frozen.campaign()).isEqualTo(read.campaign());
    assertThat(DefinitionDigest.of(frozen.texts())).isEqualTo(DefinitionDigest.of(read.texts()));
  }

  private static Reading.Valid valid(CampaignFiles files) {
    return switch (READER.read(files)) {
      case Reading.Valid valid -> valid;
      case Reading.Invalid(var faults) -> throw new AssertionError("" + faults);
    };
  }
}
