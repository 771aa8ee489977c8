package dev.muster.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {

  /** Numbers in any order; the least, the median, the most, and what to expect. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7                                        | 7 | 7   | 7    | 7  | 7
          0                                        | 0 | 0   | 0    | 0  | 0
          3 1                                      | 1 | 2   | 3    | 1  | 3
          2 1                                      | 1 | 1.5 | 2    | 1  | 2
          5 4 3 2 1                                | 1 | 3   | 5    | 1  | 5
          # Of ten, nine are enough: without the one that is far off, wherever it lies.
          1 2 3 4 5 6 7 8 9 1000                   | 1 | 5.5 | 1000 | 1  | 9
          0 91 92 93 94 95 96 97 98 99             | 0 | 94.5| 99   | 91 | 99
          # Of several equally narrow, the lowest.
          1 2 3 4 5 6 7 8 9 10                     | 1 | 5.5 | 10   | 1  | 9
          # Of eleven, ten: ⌈9.9⌉.
          0 10 11 12 13 14 15 16 17 18 100         | 0 | 14  | 100  | 0  | 18
          # Of twenty, eighteen: those off at both ends may be left out.
          0 5 5 5 5 5 5 5 5 5 5 6 6 6 6 6 6 6 6 99 | 0 | 5   | 99   | 5  | 6
          """)
  void isTheLeastTheMedianTheMostAndTheNarrowestRangeOfNineInTen(
      String numbers, long least, BigDecimal median, long most, long from, long to) {
    assertThat(Spread.of(numbers(numbers))).isEqualTo(new Spread(least, median, most, from, to));
  }

  private static List<Long> numbers(String text) {
    return Arrays.stream(text.split(" ")).map(Long::valueOf).toList();
  }
}
