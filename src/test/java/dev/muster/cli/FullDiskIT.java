package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.muster.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A disk that becomes full in the middle of a run: before anything is planned, while the audience
 * is kept, at any chunk, at the end. Every process ends by itself and says why, and the next launch
 * goes on when there is room again.
 */
@DisabledOnOs(OS.WINDOWS)
class FullDiskIT {
  private static final int PLACES = 40;

  /** How many places lie between two that are tried; one, when there is time. */
  private static final int STRIDE = Integer.getInteger("chaos.stride", 20);

  /** The same for disks that are mounted: what they do to H2, its file shows already. */
  private static final int DISK_STRIDE = Integer.getInteger("chaos.stride", 40);

  private static final int USERS = 2000;
  private static final int PARTITIONS = 2;
  private static final int CHUNK = 50;
  private static final int BLOCK = 512;
  private static final String[] COMMAND = {
    "run", "all.yaml", "--planned", "2026-11-16T09:00:00Z", "--output", "json"
  };

  @TempDir private Path folder;

  /** A file of H2 that may not grow: everywhere, what a full disk does to it is the same. */
  @ParameterizedTest
  @EnumSource(names = "H2")
  void saysSoAndLosesNobodyWhenItsFileCanGrowNoMore(Database database) throws Exception {
    for (var place = STRIDE / 2; place < PLACES; place += STRIDE) {
      var here = Files.createDirectory(folder.resolve("place" + place));
      try (var desk = users(new Desk(database, here))) {
        var room = room(database, place);
        var most = Files.size(desk.path("data/muster.mv.db")) + room;
        desk.program().withFilesOfAtMost((int) (most / BLOCK));
        var where = new Place("file", place, place == STRIDE / 2);
        assertEndsRight(where, desk, desk.program()::withFilesOfAnySize);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysSoAndLosesNobodyWhenThereIsRoomAgain(Database database) throws Exception {
    assumeThat(SmallDisk.isToBeHad()).as("a small file system can be mounted").isTrue();
    for (var place = DISK_STRIDE / 2; place < PLACES; place += DISK_STRIDE) {
      var here = Files.createDirectory(folder.resolve("place" + place));
      try (var disk = SmallDisk.at(here.resolve("disk"));
          var desk = users(on(database, here))) {
        try {
          disk.leave(room(database, place));
          assertEndsRight(new Place("disk", place, place == DISK_STRIDE / 2), desk, disk::makeRoom);
        } finally {
          // Or the server would be of no use to any other test.
          disk.makeRoom();
          remove(database, desk);
        }
      }
    }
  }

  /** How many bytes may still be written at one of the places; at the last, a run has enough. */
  private static long room(Database database, int place) {
    var most =
        switch (database) {
          case H2 -> 640_000L;
          case POSTGRESQL -> 720_000L;
        };
    return most * place / (PLACES - 1);
  }

  private static Desk users(Desk desk) throws Exception {
    return desk.users(USERS).campaign("all", Desk.EVERYONE).delivering(PARTITIONS, CHUNK);
  }

  private interface Remedy {
    void apply() throws Exception;
  }

  /**
   * Where a disk becomes full.
   *
   * @param what the kind of disk
   * @param number one of {@link #PLACES}, from 0
   * @param isFirst whether it is the first that is tried: at the last ones, a run may have enough
   */
  private record Place(String what, int number, boolean isFirst) {}

  private static void assertEndsRight(Place place, Desk desk, Remedy remedy) throws Exception {
    var began = System.nanoTime();
    var full = desk.program().run(COMMAND);
    var took = Duration.ofNanos(System.nanoTime() - began);
    var reached = desk.reached().size();

    if (desk.url().contains("postgresql") && full.exitCode() != 0) {
      assertThat(desk.program().run("check").out())
          .as(place.toString())
          .containsAnyOf(
              "warning  storage     next to no room is left on its disk; make room there",
              // Where it wants to write down its catalogue anew, it lets nobody in.
              " cannot be used: no room is left on its disk: ");
    }
    remedy.apply();
    var ended = desk.program().run(COMMAND);

    var where = "%s: %s".formatted(place, full.err());
    System.out.printf(
        "full %s, place %d of %d: exit code %d after %.1f s, %,d users reached before%n",
        place.what(), place.number(), PLACES, full.exitCode(), took.toMillis() / 1000.0, reached);
    if (place.isFirst() || full.exitCode() != 0) {
      assertThat(full.exitCode()).as(where).isEqualTo(1);
      // H2 may also say nothing, and forget; then Spring Batch finds its own row changed.
      assertThat(full.err())
          .as(where)
          .containsAnyOf(
              "No space left on device",
              "File too large",
              "the database has not kept what was last written to it");
    }
    assertThat(full.err().lines().filter(line -> line.contains("could not be renewed")).count())
        .as(where)
        .isLessThanOrEqualTo(3);
    assertThat(full.err()).as(where).doesNotContain("\tat ");
    // An error alone where the database could not even be opened.
    assertThat(Desk.json(full).propertyNames()).as(where).isNotEmpty().isSubsetOf("runs", "error");
    assertThat(ended.exitCode()).as(where + ended.err()).isZero();
    assertThat(desk.reached()).as(where).hasSize(USERS).doesNotHaveDuplicates();
    assertThat(desk.sandbox().stats().received())
        .as(where)
        .isLessThanOrEqualTo(USERS + PARTITIONS * CHUNK);
  }

  /** A desk whose database is in the folder {@code disk}. */
  private static Desk on(Database database, Path here) throws Exception {
    var disk = here.resolve("disk");
    if (database == Database.H2) {
      return new Desk(database, here, "jdbc:h2:file:" + disk + "/muster;AUTO_SERVER=TRUE");
    }
    var url = database.newUrl();
    var cluster = Files.createDirectory(disk.resolve("cluster"));
    execute(url, "create tablespace small location '" + cluster + "'");
    execute(url, "create database small tablespace small");
    return new Desk(database, here, withName(url, "small"));
  }

  private static void remove(Database database, Desk desk) throws Exception {
    if (database == Database.POSTGRESQL) {
      var other = withName(desk.url(), "postgres");
      execute(other, "drop database small with (force)");
      execute(other, "drop tablespace small");
    }
  }

  private static String withName(String url, String name) {
    return url.replaceFirst("/[^/?]*\\?", "/" + name + "?");
  }

  private static void execute(String url, String sql) throws Exception {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
