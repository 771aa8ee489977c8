package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:postgresql://h/shop?ssl=true", "jdbc:h2:file:./a@b/shop"})
  void takesPostgresqlAndH2(String url) {
    assertThatCode(() -> DatabaseUrl.check(url)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgres://u:s3cret@h/shop          | found 'postgres:…'
          jdbc:mysql://u:s3c/ret@h/shop       | found 'jdbc:mysql:…'
          s3cret                              | found something else
          jdbc:postgresql://u:s3cret@h/shop   | found an @
          jdbc:postgresql://u:s3?cr/et@h/shop | found an @
          jdbc:postgresql://h:99999/s3        | a port that is no number
          jdbc:postgresql://h:s3cret/shop     | a port that is no number
          jdbc:postgresql:///a/s3?x=s3cret    | cannot read
          """)
  void refusesOthersWithoutRepeatingWhatMayBeAPassword(String url, String found) {
    assertThatThrownBy(() -> DatabaseUrl.check(url))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining(found)
        .hasMessageNotContaining("s3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdbc:h2:file:./shop;DATABASE_TO_UPPER=FALSE                  | DATABASE_TO_UPPER=FALSE
          jdbc:h2:file:./shop;database_to_upper=false;AUTO_SERVER=TRUE | DATABASE_TO_UPPER=FALSE
          jdbc:h2:mem:shop;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE      | DATABASE_TO_LOWER=TRUE
          jdbc:h2:tcp://h/./shop;DATABASE_TO_LOWER=1                   | DATABASE_TO_LOWER=1
          jdbc:h2:file:./shop;DATABASE_TO_UPPER=TRUE                   |
          jdbc:h2:file:./shop;DATABASE_TO_LOWER=FALSE                  |
          jdbc:h2:file:./shop;MODE=PostgreSQL                          |
          jdbc:h2:file:./shop;CASE_INSENSITIVE_IDENTIFIERS=TRUE        |
          """)
  void refusesOptionsUnderWhichNamesAreReadOtherwise(String url, @Nullable String refused) {
    if (refused == null) {
      assertThatCode(() -> DatabaseUrl.check(url)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> DatabaseUrl.check(url))
          .isInstanceOf(Complaint.class)
          .hasMessageContaining("expected a URL without " + refused)
          .hasMessageContaining("leave it out");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdbc:h2:file:./data/shop                          | jdbc:h2:file:./data/shop;AUTO_SERVER=TRUE
          jdbc:h2:./data/shop                               | jdbc:h2:./data/shop;AUTO_SERVER=TRUE
          jdbc:h2:~/shop                                    | jdbc:h2:~/shop;AUTO_SERVER=TRUE
          jdbc:h2:/var/lib/shop;IFEXISTS=TRUE               | jdbc:h2:/var/lib/shop;IFEXISTS=TRUE;AUTO_SERVER=TRUE
          jdbc:h2:nio:/var/lib/shop                         | jdbc:h2:nio:/var/lib/shop;AUTO_SERVER=TRUE
          jdbc:h2:file:./shop;AUTO_SERVER=TRUE              | jdbc:h2:file:./shop;AUTO_SERVER=TRUE
          jdbc:h2:file:./shop;auto_server=false             | jdbc:h2:file:./shop;auto_server=false
          jdbc:h2:file:./shop;AUTO_SERVER_PORT=9123         | jdbc:h2:file:./shop;AUTO_SERVER_PORT=9123;AUTO_SERVER=TRUE
          jdbc:h2:file:./shop;ACCESS_MODE_DATA=r            | jdbc:h2:file:./shop;ACCESS_MODE_DATA=r
          jdbc:h2:file:./shop;ACCESS_MODE_DATA=rw           | jdbc:h2:file:./shop;ACCESS_MODE_DATA=rw;AUTO_SERVER=TRUE
          jdbc:h2:file:./shop;FILE_LOCK=NO                  | jdbc:h2:file:./shop;FILE_LOCK=NO
          jdbc:h2:file:./shop;FILE_LOCK=SOCKET              | jdbc:h2:file:./shop;FILE_LOCK=SOCKET;AUTO_SERVER=TRUE
          jdbc:h2:file:./shop;DB_CLOSE_ON_EXIT=FALSE        | jdbc:h2:file:./shop;AUTO_SERVER=TRUE
          jdbc:h2:file:./shop;db_close_on_exit=false;AUTO_SERVER=TRUE | jdbc:h2:file:./shop;AUTO_SERVER=TRUE
          jdbc:h2:mem:shop                                  | jdbc:h2:mem:shop
          jdbc:h2:tcp://localhost/./shop                    | jdbc:h2:tcp://localhost/./shop
          jdbc:h2:ssl://localhost/./shop                    | jdbc:h2:ssl://localhost/./shop
          jdbc:h2:zip:shop.zip!/shop                        | jdbc:h2:zip:shop.zip!/shop
          jdbc:h2:nioMemFS:shop                             | jdbc:h2:nioMemFS:shop
          jdbc:postgresql://h/shop                          | jdbc:postgresql://h/shop
          """)
  void letsSeveralProcessesUseAFileOfH2UnlessItSaysOtherwise(String url, String shared) {
    assertThat(DatabaseUrl.shared(url)).isEqualTo(shared);
    assertThat(DatabaseUrl.shared(shared)).isEqualTo(shared);
    assertThat(DatabaseUrl.isShared(url)).isEqualTo(url.endsWith(";AUTO_SERVER=TRUE"));
  }
}
