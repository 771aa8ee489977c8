package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Root may do everything, so what may be done is an argument. */
class H2FileRightsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shop.mv.db              | true  | true  | true  |
          shop.mv.db              | false | false | true  | shop.mv.db
          shop.mv.db              | true  | false | true  | shop.mv.db
          shop.mv.db              | false | true  | true  | shop.mv.db
          shop.mv.db              | true  | true  | false | .
          shop.mv.db              | false | false | false | .
          shop.mv.db shop.lock.db | true  | true  | false |
          shop.mv.db shop.lock.db | true  | false | false | shop.mv.db
          other.mv.db             | false | false | false |
          """)
  void namesWhatMayNotBeUsed(
      String files,
      boolean readable,
      boolean writable,
      boolean folderWritable,
      @Nullable String named)
      throws Exception {
    for (var file : List.of(files.split(" ", -1))) {
      Files.createFile(folder.resolve(file));
    }
    var rights =
        new H2FileRights(_ -> readable, path -> path.equals(folder) ? folderWritable : writable);

    if (named == null) {
      assertThatCode(() -> rights.require(folder.resolve("shop"))).doesNotThrowAnyException();
    } else {
      assertThat(denied(rights)).isEqualTo(folder.resolve(named).normalize());
    }
  }

  private Path denied(H2FileRights rights) {
    try {
      rights.require(folder.resolve("shop"));
      throw new AssertionError("nothing is denied");
    } catch (AccessDeniedException e) {
      return Path.of(e.getFile());
    }
  }
}
