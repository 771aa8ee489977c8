package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
  private static final int PAGE = 3;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 6, 7, 100})
  void handsOutEveryRowOnceInItsOrder(int rows) throws SQLException {
    try (var ahead = new ReadAhead<>(numbers(rows, new AtomicInteger()), PAGE)) {
      var read = new ArrayList<Integer>();
      for (var row = ahead.next(); row != null; row = ahead.next()) {
        read.add(row);
      }

      assertThat(read).isEqualTo(IntStream.rangeClosed(1, rows).boxed().toList());
      assertThat(ahead.next()).isNull();
      assertThat(ahead.isIdleWithin(Duration.ZERO)).isTrue();
    }
  }

  /** Memory does not grow with the rows, however slow whoever asks is. */
  @Test
  void readsNoMoreThanAPageAhead() throws SQLException {
    var read = new AtomicInteger();
    var ahead = new ReadAhead<>(numbers(100, read), PAGE);
    ahead.next();
    ahead.close();

    assertThat(read).hasValue(2 * PAGE);
  }

  @Test
  void tellsWhoAsksWhatWentWrong() throws SQLException {
    for (var fault : List.of(new SQLException("gone"), new IllegalStateException("wrong"))) {
      try (var ahead = new ReadAhead<Integer>(failing(fault), PAGE)) {
        assertThatThrownBy(ahead::next).isSameAs(fault);
        assertThatThrownBy(ahead::next).isSameAs(fault);
      }
    }
  }

  @Test
  void readsNothingAnyMoreOnceItIsClosed() {
    var asked = new CountDownLatch(1);
    var cancelled = new CountDownLatch(1);
    var ended = new AtomicInteger();
    var ahead =
        new ReadAhead<Integer>(
            () -> {
              asked.countDown();
              await(cancelled);
              ended.incrementAndGet();
              throw new SQLException("cancelled");
            },
            PAGE);
    await(asked);
    assertThat(ahead.isIdleWithin(Duration.ZERO)).isFalse();

    cancelled.countDown();
    ahead.close();

    assertThat(ended).hasValue(1);
  }

  private static ReadAhead.Rows<Integer> numbers(int rows, AtomicInteger read) {
    return () -> read.get() == rows ? null : read.incrementAndGet();
  }

  private static ReadAhead.Rows<Integer> failing(Exception fault) {
    return () -> {
      switch (fault) {
        case SQLException sql -> throw sql;
        case RuntimeException other -> throw other;
        default -> throw new AssertionError(fault);
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
