package dev.muster.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the ids of one list, some thousands at a time. */
public final class ListWriter {
  private static final int BATCH = 5000;

  private final JdbcTemplate jdbc;
  private final String insert;
  private final List<Object> list;
  private final ToLongFunction<List<String>> withProfile;
  private final Consumer<Sums> finished;
  private final List<String> userIds = new ArrayList<>();
  private long added;
  private long different;
  private long withoutProfile;

  /**
   * What a list came to.
   *
   * @param ids different ones
   * @param doubles how many more ids stand in the file
   * @param withoutProfile how many of the different ones are no profile's
   */
  public record Sums(long ids, long doubles, long withoutProfile) {}

  /**
   * Nothing yet.
   *
   * @param insert writes one id unless it is there, and takes what names the list and the id, twice
   * @param list what names it
   * @param withProfile says how many of some different ids are those of a profile
   * @param finished writes down what the list came to
   */
  ListWriter(
      JdbcTemplate jdbc,
      String insert,
      List<Object> list,
      ToLongFunction<List<String>> withProfile,
      Consumer<Sums> finished) {
    this.jdbc = jdbc;
    this.insert = insert;
    this.list = list;
    this.withProfile = withProfile;
    this.finished = finished;
  }

  /** Adds one id; one that is there already changes nothing. */
  public void add(String userId) {
    added++;
    userIds.add(userId);
    if (userIds.size() == BATCH) {
      flush();
    }
  }

  /** Writes what is left, and what the list came to; once, after the last id. */
  public Sums finish() {
    flush();
    var sums = new Sums(different, added - different, withoutProfile);
    finished.accept(sums);
    return sums;
  }

  private void flush() {
    var written =
        jdbc.batchUpdate(
            insert,
            userIds,
            BATCH,
            (row, userId) -> {
              var index = 0;
              for (var each = 0; each < 2; each++) {
                for (var part : list) {
                  row.setObject(++index, part);
                }
                row.setString(++index, userId);
              }
            });
    count(Arrays.stream(written).flatMapToInt(Arrays::stream).toArray());
    userIds.clear();
  }

  /**
   * Counts those that were not there before.
   *
   * @param rows how many each id has made
   */
  private void count(int[] rows) {
    var news = new ArrayList<String>();
    for (var i = 0; i < rows.length; i++) {
      if (rows[i] == 1) {
        news.add(userIds.get(i));
      }
    }
    different += news.size();
    withoutProfile += news.size() - withProfile.applyAsLong(news);
  }
}
