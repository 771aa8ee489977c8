package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of the default database can grow no more. */
@DisabledOnOs(OS.WINDOWS)
class FullDiskIT {
  private static final int USERS = 2000;
  private static final int BLOCK = 512;
  private static final String[] COMMAND = {
    "run", "all.yaml", "--planned", "2026-11-16T09:00:00Z", "--output", "json"
  };

  @TempDir private Path folder;

  /** The more room, the later it ends: from before anything is planned to within delivery. */
  @ParameterizedTest
  @ValueSource(ints = {0, 100_000, 400_000})
  void saysSoAndLosesNobodyWhenThereIsRoomAgain(int room) throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(USERS).campaign("all", Desk.EVERYONE)) {
      desk.program()
          .with("MUSTER_DELIVERY_PARTITIONS", "2")
          .with("MUSTER_DELIVERY_CHUNKSIZE", "50")
          .withFilesOfAtMost((int) ((Files.size(desk.path("data/muster.mv.db")) + room) / BLOCK));
      var full = desk.program().run(COMMAND);

      desk.program().withFilesOfAnySize();
      var ended = desk.program().run(COMMAND);

      assertThat(full.exitCode()).as(full.err()).isEqualTo(1);
      // H2 may also say nothing, and forget; then Spring Batch finds its own row changed.
      assertThat(full.err())
          .containsAnyOf("File too large", "the database has not kept what was last written to it")
          .doesNotContain("\tat ");
      assertThat(Desk.json(full).propertyNames()).containsExactly("runs");
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
      assertThat(desk.sandbox().stats().received()).isLessThanOrEqualTo(USERS + 2 * 50);
    }
  }
}
