package dev.muster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.When;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.message.TemplateLanguage;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class KubernetesTest {

  @Test
  void everyDocumentIsOfTheKubernetesApi() throws IOException {
    var files =
        yaml().stream()
            .filter(file -> !isCampaign(file) && !isKustomization(file) && !isOfPrometheus(file))
            .toList();
    assertThat(files)
        .isNotEmpty()
        .allSatisfy(file ->
            assertThatNoException().isThrownBy(() -> ApiObject.readAll(Files.readString(file))));
  }

  @Test
  void everyCampaignIsValidAndCanBeRun() throws IOException {
    var reader = new CampaignReader(new TemplateLanguage(ZoneOffset.UTC));
    assertThat(campaigns())
        .isNotEmpty()
        .allSatisfy(file ->
            assertThat(reader.read(CampaignFiles.onDisk(file)))
                .asInstanceOf(InstanceOfAssertFactories.type(Reading.Valid.class))
                .extracting(Reading.Valid::campaign)
                .satisfies(campaign -> {
                  assertThat(campaign.status()).isEqualTo(Campaign.Status.PUBLISHED);
                  assertThat(campaign.when().planning()).isEqualTo(new When.AtLaunch());
                }));
  }

  @Test
  void theOverlayBringsItsCampaignsAsTheyAre() throws IOException, InterruptedException {
    var texts = new HashMap<String, String>();
    for (var file : campaigns()) {
      texts.put(file.getFileName().toString(), Files.readString(file));
    }
    assertThat(Manifests.of(V1ConfigMap.class, Manifests.OVERLAY.objects()))
        .filteredOn(map -> map.getMetadata().getName().equals("muster-campaigns"))
        .extracting(V1ConfigMap::getData)
        .containsExactly(texts);
  }

  private static List<Path> campaigns() throws IOException {
    return yaml().stream().filter(KubernetesTest::isCampaign).toList();
  }

  private static List<Path> yaml() throws IOException {
    try (var files = Files.walk(Manifests.FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static boolean isCampaign(Path file) {
    return file.getParent().endsWith("campaigns");
  }

  private static boolean isOfPrometheus(Path file) {
    return file.getFileName().toString().startsWith("alerts.");
  }

  private static boolean isKustomization(Path file) {
    return file.endsWith("kustomization.yaml");
  }
}
