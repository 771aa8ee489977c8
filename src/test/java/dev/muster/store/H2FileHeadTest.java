package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class H2FileHeadTest {
  private static final int BLOCK = 4096;

  @TempDir Path folder;

  /** Where its end alone is lost, H2 says so itself. */
  @Test
  void tellsOfEveryPlaceWhereAClosedFileMayBeCutOffOrH2Does() throws Exception {
    grow(folder.resolve("shop"), () -> {});
    var whole = Files.readAllBytes(folder.resolve("shop.mv.db"));
    var cut = folder.resolve("cut.mv.db");
    for (var size = 2 * BLOCK; size < whole.length; size += BLOCK) {
      Files.write(cut, Arrays.copyOf(whole, size));
      assertThat(
              H2FileHead.lacksItsChunk(folder.resolve("cut")) || isRefused(folder.resolve("cut")))
          .as("%d bytes", size)
          .isTrue();
    }
    assertThat(H2FileHead.lacksItsChunk(folder.resolve("shop"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 42})
  void tellsOfAFileOfWhichOnlyTheBeginningIsLeft(int instead) throws Exception {
    grow(folder.resolve("shop"), () -> {});
    var bytes = Files.readAllBytes(folder.resolve("shop.mv.db"));
    Arrays.fill(bytes, 2 * BLOCK, bytes.length, (byte) instead);
    Files.write(folder.resolve("shop.mv.db"), bytes);
    assertThat(H2FileHead.lacksItsChunk(folder.resolve("shop"))).isTrue();
  }

  @Test
  void findsNothingWrongWithAFileAtWork() throws Exception {
    var shop = folder.resolve("shop");
    grow(shop, () -> assertThat(H2FileHead.lacksItsChunk(shop)).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "H:2", "H:2,block:0", "H:2,block:zz,blockSize:1000\n", "a shop's own"})
  void leavesOtherFilesToH2(String content) throws Exception {
    Files.writeString(folder.resolve("other.mv.db"), content);
    assertThat(H2FileHead.lacksItsChunk(folder.resolve("other"))).isFalse();
    assertThat(H2FileHead.lacksItsChunk(folder.resolve("absent"))).isFalse();
    assertThat(H2FileHead.lacksItsChunk(folder)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "4096, true", "8192, false"})
  void knowsAFileByEitherCopyOfItsHead(int lost, boolean known) throws Exception {
    grow(folder.resolve("shop"), () -> {});
    var bytes = Files.readAllBytes(folder.resolve("shop.mv.db"));
    Arrays.fill(bytes, 0, lost, (byte) 0);
    Files.write(folder.resolve("shop.mv.db"), bytes);

    assertThat(H2FileHead.isOfH2(folder.resolve("shop"))).isEqualTo(known);
  }

  /** Rows come and go, so that the file grows, has gaps, and is cut by H2 itself. */
  private static void grow(Path file, Step afterEach) throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:h2:file:" + file + ";WRITE_DELAY=0", "sa", "");
        var statement = connection.createStatement()) {
      statement.execute("create table people (id int primary key, name varchar)");
      for (var round : IntStream.range(0, 40).toArray()) {
        statement.execute(
            "insert into people select x + %d, 'somebody ' || x from system_range(1, 500)"
                .formatted(round * 1000));
        afterEach.run();
        if (round % 10 == 3) {
          statement.execute("delete from people where id < " + round * 500);
          afterEach.run();
        }
      }
    }
    afterEach.run();
  }

  private static boolean isRefused(Path file) {
    try (var _ = DriverManager.getConnection("jdbc:h2:file:" + file, "sa", "")) {
      return false;
    } catch (SQLException e) {
      return DatabaseSays.isCorruption(e);
    }
  }

  private interface Step {
    void run() throws Exception;
  }
}
