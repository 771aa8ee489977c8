package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StretchTest {

  @ParameterizedTest
  @CsvSource({"0, 4", "1, 4", "3, 4", "4, 4", "5, 4", "101, 7", "1000, 1"})
  void holdsEveryMemberOnceAndAsManyAsTheOthersOrOneMore(long members, int stretches) {
    var lengths = new ArrayList<Long>();
    var last = 0L;
    for (var number = 1; number <= stretches; number++) {
      var stretch = Stretch.number(number, stretches, members);
      assertThat(stretch.first()).isEqualTo(last + 1);
      last = stretch.last();
      lengths.add(stretch.last() - stretch.first() + 1);
    }

    assertThat(last).isEqualTo(members);
    assertThat(lengths)
        .allMatch(length -> length == members / stretches || length == members / stretches + 1);
  }

  @Test
  void leavesWhatStandsBehindAPositionUntilNothingIsLeft() {
    var stretch = new Stretch(5, 7);

    assertThat(stretch.after(new Position(5))).isEqualTo(new Stretch(6, 7));
    assertThat(stretch.after(new Position(7))).isEqualTo(new Stretch(8, 7));
  }

  @Test
  void refusesPositionsThatNobodyHas() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Stretch(0, 7));
    assertThatIllegalArgumentException().isThrownBy(() -> new Stretch(7, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Position(0));
    assertThat(IntStream.rangeClosed(1, 3).mapToObj(Position::new)).isSorted();
  }
}
