package dev.muster.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlParametersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          select :a, :b_1, :a                    | a b_1 a
          :a::int + :b :: text                   | a b
          'x :no' || :a || 'it''s :no'           | a
          "a :no" = :a                           | a
          E'it\\'s :no' || :a                    | a
          name'x\\' || :a                        | a
          $$ :no $$ || :a || $t$ $$ :no $t$      | a
          :a -- :no                              | a
          :a /* :no /* :no */ :no */ + :b        | a b
          a:b + 12:c                             | b c
          :1, : a, :-x                           |
          'never ends :no                        |
          /* never ends :no                      |
          $$ never ends :no                      |
          E'never ends \\                        |
          """)
  void findsThoseOutsideOfQuotesCommentsAndCasts(String query, String names) {
    assertThat(SqlParameters.in(query).stream().map(SqlParameters.Place::name))
        .containsExactly(names == null ? new String[0] : names.split(" "));
  }

  @Test
  void saysWhereTheyStand() {
    assertThat(SqlParameters.in("a = :name;"))
        .containsExactly(new SqlParameters.Place("name", 4, 9));
  }

  @Test
  void findsThemAfterLongTexts() {
    var query = "select '" + "x''".repeat(200_000) + "', E'" + "\\'".repeat(200_000) + "', :a";
    assertThat(SqlParameters.in(query)).hasSize(1);
  }

  @Test
  void aCommentEndsWithItsLine() {
    assertThat(SqlParameters.in("-- :no\n:a")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          select a ; -- b ; c        | select a ;
          select /* ; /* ( */ */ a   | select                 a
          where a = ';'              | where a = QQQ
          where "a;" = (b)           | where QQQQ = (b)
          where a = $x$ ; $x$;       | where a = QQQQQQQQQ;
          where a = E'it\\'s ;' ;     | where a = QQQQQQQQQQ ;
          where a = 'open ;          | where a = QQQQQQQ
          """)
  void leavesTheCodeWhereItIs(String query, String code) {
    assertThat(SqlParameters.withoutQuotes(query))
        .hasSameSizeAs(query)
        .isEqualToIgnoringWhitespace(code.replace('Q', '\''));
  }
}
