package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # letters and separators do not matter, then the fewest changes, then the most rows
          charged        | Charge Charged CHARGED Refund      | CHARGED Charged Charge
          first_name     | firstName last_name                | firstName
          First-Name     | first_name firstname first.name    | first.name firstname first_name
          ammount        | amount mount account               | amount account mount
          amuont         | amount                             | amount
          produkt_id     | product_id product user_id         | product_id
          Order          | Order_Completed Orders Ordre Or    | Ordre Orders Order_Completed
          zip            | zap tip zipcode z                  | tip zap
          ab             | abcd ac b                          | b ac
          a              | b c d e                            | e d c
          Über           | uber                               | uber
          X              | Charged                            |
          """)
  void areThreeAtMostTheMostAlikeFirst(String wanted, String names, @Nullable String nearest) {
    var near = new Nearest(wanted);
    var rows = 0;
    for (var name : names.split(" ", -1)) {
      near.add(name, ++rows);
    }
    var best = near.best().stream().map(Nearest.Name::name).collect(Collectors.joining(" "));
    assertThat(best).isEqualTo(nearest == null ? "" : nearest);
  }
}
