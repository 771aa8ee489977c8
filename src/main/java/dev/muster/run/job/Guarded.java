package dev.muster.run.job;

import dev.muster.run.Halted;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Parts of steps that throw {@link Halted} only, see {@link Failures#of(Throwable)}: what else they
 * throw would be logged by Spring Batch, and written into its tables, with users' data in it.
 */
final class Guarded {

  private Guarded() {}

  static <T> ItemStreamReader<T> reader(ItemStreamReader<T> reader) {
    return new Reader<>(reader);
  }

  static <I, O> ItemProcessor<I, O> processor(ItemProcessor<I, O> processor) {
    return item -> of(() -> processor.process(item));
  }

  static <T> ItemWriter<T> writer(ItemWriter<T> writer) {
    return new Writer<>(writer);
  }

  static Tasklet tasklet(Tasklet tasklet) {
    return new Task(tasklet);
  }

  private interface Call<T extends @Nullable Object> {
    T perform() throws Exception;
  }

  private static <T extends @Nullable Object> T of(Call<T> call) {
    try {
      return call.perform();
    } catch (Exception e) {
      throw Failures.of(e);
    }
  }

  private record Reader<T>(ItemStreamReader<T> reader) implements ItemStreamReader<T> {

    @Override
    public void open(ExecutionContext context) {
      of(() -> {
        reader.open(context);
        return null;
      });
    }

    @Override
    public @Nullable T read() {
      return of(reader::read);
    }

    @Override
    public void update(ExecutionContext context) {
      of(() -> {
        reader.update(context);
        return null;
      });
    }

    @Override
    public void close() {
      of(() -> {
        reader.close();
        return null;
      });
    }
  }

  private record Writer<T>(ItemWriter<T> writer) implements ItemWriter<T> {

    @Override
    public void write(Chunk<? extends T> items) {
      of(() -> {
        writer.write(items);
        return null;
      });
    }
  }

  private record Task(Tasklet tasklet) implements Tasklet {

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) {
      return of(() -> tasklet.execute(contribution, context));
    }
  }
}
