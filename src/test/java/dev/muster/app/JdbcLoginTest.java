package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcLoginTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdbc:postgresql://h/shop?user=u&password=p           | jdbc:postgresql://h/shop           | u   | p
          jdbc:postgresql://h/shop?ssl=true&password=p%26q+r&x=1 | jdbc:postgresql://h/shop?ssl=true&x=1 |  | p&q r
          jdbc:postgresql://h/shop?ssl=true                    | jdbc:postgresql://h/shop?ssl=true  |     |
          jdbc:h2:file:./x;USER=u;AUTO_SERVER=TRUE;PASSWORD=p  | jdbc:h2:file:./x;AUTO_SERVER=TRUE  | u   | p
          jdbc:h2:file:./x;password=a\\;b\\\\c;INIT=a\\;b      | jdbc:h2:file:./x;INIT=a\\;b        |     | a;b\\c
          jdbc:h2:mem:x                                        | jdbc:h2:mem:x                      |     |
          """)
  void takesNameAndPasswordOutOfTheUrl(String url, String left, String username, String password) {
    assertThat(JdbcLogin.of(url)).isEqualTo(new JdbcLogin(left, username, password));
  }

  @Test
  void leavesWhatCannotBeRead() {
    var url = "jdbc:postgresql://h/shop?password=%zz";

    assertThat(JdbcLogin.of(url)).isEqualTo(new JdbcLogin(url, null, null));
  }

  @Test
  void countsMoreThanTheOtherSettings() {
    var database = new Settings.Database("jdbc:h2:mem:x;PASSWORD=p", "u", "other");

    assertThat(database.username()).isEqualTo("u");
    assertThat(database.password()).isEqualTo("p");
    assertThat(database.url()).isEqualTo("jdbc:h2:mem:x");
  }
}
