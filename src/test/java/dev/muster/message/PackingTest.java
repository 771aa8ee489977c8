package dev.muster.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackingTest {
  private static final int ENVELOPE = 137;
  private final Packing packing = new Packing(ENVELOPE);

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsTheOrderLosesNothingAndFillsEveryBatchButNeverOver(int seed) {
    var random = new Random(seed);
    int largest = 1 + random.nextInt(random.nextBoolean() ? Batch.MESSAGE_BYTES : 300);
    var messages =
        IntStream.range(0, random.nextInt(5_000))
            .mapToObj(i -> message(i, 1 + random.nextInt(largest)))
            .toList();

    var batches = packing.batchesOf(messages);

    assertThat(batches.stream().flatMap(batch -> batch.messages().stream()))
        .containsExactlyElementsOf(messages);
    for (int i = 0; i < batches.size(); i++) {
      var batch = batches.get(i).messages();
      assertThat(bytesOf(batch)).isLessThanOrEqualTo(Batch.BODY_BYTES);
      if (i + 1 < batches.size() && batch.size() < Batch.MESSAGES) {
        var withNext = new ArrayList<>(batch);
        withNext.add(batches.get(i + 1).messages().getFirst());
        assertThat(bytesOf(withNext)).isGreaterThan(Batch.BODY_BYTES);
      }
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @Test
  void makesNoBatchOfNothing() {
    assertThat(packing.batchesOf(List.of())).isEmpty();
  }

  @Test
  void fillsABatchToTheLastByte() {
    int perMessage = (Batch.BODY_BYTES - ENVELOPE - 15) / 16;
    int rest = Batch.BODY_BYTES - ENVELOPE - 15 - 16 * perMessage;
    var exact =
        new ArrayList<>(IntStream.range(0, 15).mapToObj(i -> message(i, perMessage)).toList());
    exact.add(message(15, perMessage + rest));
    var oneMore = new ArrayList<>(exact.subList(0, 15));
    oneMore.add(message(15, perMessage + rest + 1));

    assertThat(bytesOf(exact)).isEqualTo(Batch.BODY_BYTES);
    assertThat(packing.batchesOf(exact)).hasSize(1);
    assertThat(packing.batchesOf(oneMore)).hasSize(2);
  }

  @Test
  void endsABatchAtTheMostMessages() {
    var messages = IntStream.range(0, Batch.MESSAGES + 1).mapToObj(i -> message(i, 2)).toList();

    assertThat(packing.batchesOf(messages))
        .extracting(batch -> batch.messages().size())
        .containsExactly(Batch.MESSAGES, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Batch.BODY_BYTES - Batch.MESSAGE_BYTES + 1})
  void refusesAnEnvelopeThatLeavesNoRoom(int bytes) {
    assertThatThrownBy(() -> new Packing(bytes)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Message message(int number, int bytes) {
    return new Message("m" + number, new byte[bytes]);
  }

  private static int bytesOf(List<Message> messages) {
    return ENVELOPE
        + messages.stream().mapToInt(message -> message.json().length).sum()
        + messages.size()
        - 1;
  }
}
