package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserListTest {

  @Test
  void passesOverCellsThatAreBlank() throws Exception {
    var ids = new ArrayList<String>();
    UserList.read(new StringReader("user_id,x\nu1,\n,a\n\"  \",b\nu1,\n"), ids::add);
    assertThat(ids).containsExactly("u1", "u1");
  }

  @ParameterizedTest
  @CsvSource({
    "\\N, false",
    "'\"\\N\"', false",
    "null, false",
    "NULL, false",
    "Null, false",
    "'\"NULL\"', false",
    "\\n, true",
    "\\\\N, true",
    "N, true",
    "NuLL, true",
    "nullable, true",
    "' NULL', true",
    "None, true",
    "nil, true",
  })
  void passesOverCellsThatAreNull(String cell, boolean isId) throws Exception {
    var kept = isId ? List.of("u1", cell, "u2") : List.of("u1", "u2");
    assertThat(ids("user_id\nu1\n%s\nu2\n".formatted(cell))).isEqualTo(kept);
    assertThat(ids("Type,Identity\ni,u1\ni,%s\ni,u2\n".formatted(cell))).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_id\nu1\nu2\n",
        "\uFEFFuser_id\r\nu1\r\nu2",
        "\uFEFF\"user_id\"\nu1\n\nu2\n",
        "name,user_id,age\nAnn,u1,3\n\"Bob, \"\"B\"\"\nBoe\",u2,\n",
        "Type,Identity\ni,u1\ne,x@example.com\ni,u2\nI,u3\n",
        "Identity,More,Type\nu1,,i\nu2,,i\nu3,,\n",
        "user_id,Type,Identity\nu1,e,x\nu2,e,x\n"
      })
  void readsTheIds(String csv) throws IOException {
    assertThat(ids(csv)).containsExactly("u1", "u2");
  }

  @Test
  void keepsDoublesQuotesAndEmoji() throws IOException {
    assertThat(ids("user_id\n\"a,b\"\n\"a,b\"\n😀'\"\n")).containsExactly("a,b", "a,b", "😀'\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "id\nu1\n",
        "User_Id\nu1\n",
        "user_id;name\nu1;x\n",
        "Identity\nu1\n",
        "user_id,user_id\nu1,u2\n",
        "user_id,name\nu1,x\nu2",
        "user_id,name\nu1,x\n\"u2",
        "user_id,name\nu1,x,y\n",
        "user_id\nu1\0\n"
      })
  void refusesWhatIsNone(String csv) {
    assertThatThrownBy(() -> ids(csv))
        .isInstanceOf(UserList.BrokenList.class)
        .hasMessageContaining("line ");
  }

  @Test
  void doesNotRepeatUsersWhenTheHeaderIsMissing() {
    assertThatThrownBy(() -> ids("ann@example.com,Ann\nbob@example.com,Bob\n"))
        .hasMessageEndingWith("found neither among its columns (2)");
  }

  @Test
  void refusesOtherEncodings() {
    var csv = "user_id\nRené\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> UserList.read(new ByteArrayInputStream(csv), id -> {}))
        .isInstanceOf(UserList.BrokenList.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void needsNoMemoryForALongFile() throws IOException {
    var rows = 3_000_000;
    var count = new AtomicLong();
    UserList.read(new Rows(rows), id -> count.incrementAndGet());
    assertThat(count).hasValue(rows);
  }

  private static List<String> ids(String csv) throws IOException {
    var ids = new ArrayList<String>();
    UserList.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), ids::add);
    return ids;
  }

  /** A header, and then row after row, which are made as they are read. */
  private static final class Rows extends InputStream {
    private final byte[] row =
        "an-id-of-a-user-that-is-long-enough\n".getBytes(StandardCharsets.UTF_8);
    private byte[] current = "user_id\n".getBytes(StandardCharsets.UTF_8);
    private int position;
    private long left;

    Rows(long left) {
      this.left = left;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      var next = read();
      if (next < 0) {
        return next;
      }
      bytes[offset] = (byte) next;
      var more = Math.min(length - 1, current.length - position);
      System.arraycopy(current, position, bytes, offset + 1, more);
      position += more;
      return more + 1;
    }

    @Override
    public int read() {
      if (position == current.length) {
        if (left-- == 0) {
          return -1;
        }
        current = row;
        position = 0;
      }
      return current[position++];
    }
  }
}
