package dev.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsTest {

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "1, 1, 0, 0", "40, 40, 0, 0", "41, 20, 1, 20", "100, 20, 60, 20"})
  void areTheFirstAndTheLastAndTheOthersAsOne(int all, int first, int hidden, int last) {
    var numbers = IntStream.range(0, all).boxed().toList();

    var rows = Rows.of(numbers, Integer::sum);

    assertThat(rows.first()).hasSize(first);
    assertThat(rows.hidden()).isEqualTo(hidden);
    assertThat(rows.last()).hasSize(last);
    var others = rows.others() == null ? 0 : rows.others();
    assertThat(
            Stream.concat(rows.first().stream(), rows.last().stream())
                    .mapToInt(Integer::intValue)
                    .sum()
                + others)
        .isEqualTo(all * (all - 1) / 2);
    assertThat(rows.isEmpty()).isEqualTo(all == 0);
  }
}
