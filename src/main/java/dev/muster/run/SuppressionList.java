package dev.muster.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.campaign.Sha256;
import dev.muster.campaign.UserId;
import dev.muster.campaign.file.UserList;
import dev.muster.segmentapi.Halt;
import dev.muster.store.Store;
import dev.muster.store.Suppressions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Who is sent nothing by any campaign of the account, by the user ids of profiles; ids without a
 * profile are nobody's. Both parts are read anew whenever they are asked: what somebody adds holds
 * from the next time on.
 *
 * @param file a CSV as {@link UserList} has it, or null for none
 * @param table those in the database
 */
public record SuppressionList(@Nullable Path file, Suppressions table) {
  private static final int BATCH = 50_000;
  private static final String SETTING = "muster.account.suppression-list";

  /** That of an account. */
  public static SuppressionList of(Account account, Store store) {
    return new SuppressionList(account.suppressionList(), store.suppressions());
  }

  /**
   * Hands over all user ids, some thousands at a time, doubles included.
   *
   * @throws Halted when the file cannot be read
   */
  public void each(Consumer<List<String>> users) {
    eachOfFile(users);
    table.each(users);
  }

  private void eachOfFile(Consumer<List<String>> users) {
    var batch = new ArrayList<String>();
    readFile(id -> {
      batch.add(id);
      if (batch.size() == BATCH) {
        users.accept(List.copyOf(batch));
        batch.clear();
      }
    });
    if (!batch.isEmpty()) {
      users.accept(List.copyOf(batch));
    }
  }

  /**
   * How many different user ids the file has; 0 where there is none. They are told apart by the
   * first 64 bits of their SHA-256, so that of a long list no more is held in memory: two of ten
   * million are taken for one with a chance of one in 370,000.
   *
   * @throws Halted as {@link #each}
   */
  public long idsOfFile() {
    var digest = Sha256.begun();
    var found = LongStream.builder();
    readFile(id -> found.add(ByteBuffer.wrap(digest.digest(id.getBytes(UTF_8))).getLong()));
    var ids = found.build().sorted().toArray();
    return IntStream.range(0, ids.length).filter(i -> i == 0 || ids[i] != ids[i - 1]).count();
  }

  /**
   * Where some users are listed: by the setting's name and the file, or as the table; others are
   * left out.
   *
   * @throws Halted as {@link #each}
   */
  public Map<UserId, String> placesOf(Collection<UserId> users) {
    var places = new HashMap<UserId, String>();
    for (var user : users) {
      if (table.has(user)) {
        places.put(user, "the table " + Suppressions.TABLE);
      }
    }
    var asked = Set.copyOf(users);
    readFile(id -> {
      var user = new UserId(id);
      if (asked.contains(user)) {
        places.put(user, "the list %s of %s".formatted(file, SETTING));
      }
    });
    return Map.copyOf(places);
  }

  /**
   * Why the file cannot be read, with what to do, in one line; it never counts as empty. Reads all
   * of it.
   */
  public Optional<String> fault() {
    try {
      readFile(_ -> {});
      return Optional.empty();
    } catch (Halted halted) {
      return Optional.of(halted.halt().inFull());
    }
  }

  private void readFile(Consumer<String> id) {
    if (file == null) {
      return;
    }
    try (var csv = Files.newInputStream(file)) {
      UserList.read(csv, id);
    } catch (NoSuchFileException e) {
      throw halted("there is no file " + file);
    } catch (IOException | UncheckedIOException e) {
      throw halted("%s: %s".formatted(file, e.getMessage()));
    }
  }

  private static Halted halted(String fault) {
    return new Halted(
        new Halt.NeedsRemedy(
            SETTING + ": " + fault,
            "set MUSTER_ACCOUNT_SUPPRESSIONLIST to a CSV with a column user_id, or take it away"));
  }
}
