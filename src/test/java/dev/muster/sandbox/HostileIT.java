package dev.muster.sandbox;

import static dev.muster.sandbox.Caller.batch;
import static dev.muster.sandbox.Caller.bytes;
import static dev.muster.sandbox.Caller.track;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is sent to break it is answered or hung up on, and holds up nobody else. */
class HostileIT {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String HEAD =
      "POST /v1/batch HTTP/1.1\r\nHost: sandbox\r\nAuthorization: "
          + Caller.basic(Caller.KEY)
          + "\r\n";
  private final Sandbox sandbox = Sandbox.start();
  private final Caller caller = new Caller(sandbox);

  @AfterEach
  void stillAnswersAndCloses() throws Exception {
    try (caller;
        sandbox) {
      assertThat(caller.postBatch(track("at the end")).statusCode()).isEqualTo(200);
      assertThat(new JsonMapper().readTree(caller.get("events").body()).size())
          .isEqualTo(sandbox.events().size());
    }
  }

  @Test
  void doesNotUnpackAGzipBomb() throws Exception {
    var bomb = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bomb)) {
      var blanks = bytes(" ".repeat(1 << 20));
      for (var i = 0; i < 200; i++) {
        out.write(blanks);
      }
    }
    var answer = caller.postEncoded("gzip", bomb.toByteArray());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("batch is too large");
    assertThat(sandbox.requests().getLast().bodyBytes()).isLessThanOrEqualTo(1 << 20);
  }

  @Test
  void readsAVeryLargeBodyWithoutKeepingIt() throws Exception {
    var answer = caller.post(batch(track("m")) + " ".repeat(7 << 20));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("batch is too large");
    assertThat(sandbox.requests().getLast().bytes()).isGreaterThan(7 << 20);
    assertThat(sandbox.requests().getLast().bodyBytes()).isEqualTo(1 << 20);
  }

  @Test
  void hangsUpOnABodyThatNeverEnds() throws Exception {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(bytes(HEAD + "Transfer-Encoding: chunked\r\n\r\n"));
      var chunk = bytes("10000\r\n" + "x".repeat(0x10000) + "\r\n");
      long sent = 0;
      try {
        while (sent < 1L << 30) {
          out.write(chunk);
          sent += chunk.length;
        }
      } catch (IOException e) {
        // hung up
      }
      assertThat(sent).isLessThan(1 << 30);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{`batch`:DEEP",
        "{`batch`:[{`type`:`track`,`event`:`e`,`userId`:`u`,`properties`:DEEP",
        "{`context`:DEEP",
        "{`anything`:DEEP",
        "DEEP",
      })
  void refusesJsonThatIsNestedTooDeeply(String beginning) throws Exception {
    for (var nest : List.of("[", "{\"a\":")) {
      var body = beginning.replace('`', '"').replace("DEEP", nest.repeat(80_000));
      assertThat(caller.post(body).statusCode()).isEqualTo(400);
      assertThat(caller.postGzipped(body).statusCode()).isEqualTo(400);
    }
    assertThat(sandbox.stats().stored()).isZero();
  }

  @Test
  void storesAndShowsWhatIsNestedJustDeeplyEnough() throws Exception {
    var deep = "[".repeat(490) + "]".repeat(490);
    caller.postBatch(track("m").replace("}", ",\"properties\":{\"a\":" + deep + "}}"));
    assertThat(sandbox.stats().stored()).isEqualTo(1);
    assertThat(caller.get("events").body()).contains(deep);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`x`:1e400",
        "`x`:-1e-400",
        "`x`:NINES",
        "`x`:0.NINES",
        "`x`:`\\ud800`",
        "`messageId`:`\\udc00`",
        "`userId`:`\\ud83d`",
        "`x`:`\\u0000`",
        "``:{``:[]}",
        "`x`:1,`x`:2",
        "`context`:7",
        "`timestamp`:{}",
      })
  void showsWhatItHasStoredHoweverOdd(String fields) throws Exception {
    var odd = fields.replace('`', '"').replace("NINES", "9".repeat(900));
    caller.postBatch(track("m").replace("}", "," + odd + "}"));
    assertThat(sandbox.stats().stored()).isEqualTo(1);
    assertThat(new JsonMapper().readTree(caller.get("events").body()).size()).isEqualTo(1);
    assertThat(new JsonMapper().readTree(caller.get("requests").body()).size()).isEqualTo(1);
  }

  @Test
  void countsHugeNumbersOfKeys() throws Exception {
    var keys = keys(30_000);
    assertThat(caller.post("{" + keys + ",\"batch\":[" + track("m") + "]}").statusCode())
        .isEqualTo(200);
    assertThat(caller.post("{\"batch\":[{" + keys + "}]}").statusCode()).isEqualTo(400);
    var fewer = keys(2_500);
    caller.postBatch(track("n").replace("}", ",\"properties\":{" + fewer + "}}"));
    assertThat(sandbox.stats().dropped()).containsOnlyKeys(DropCode.TOO_MANY_PROPERTIES);
  }

  @Test
  void takesUtf8Only() throws Exception {
    var text = batch(track("é"));
    for (var charset : List.of(ISO_8859_1, UTF_16BE, UTF_16LE, Charset.forName("UTF-32"))) {
      assertThat(caller.send(caller.batchRequest(), text.getBytes(charset)).statusCode())
          .as(charset.name())
          .isEqualTo(400);
    }
    var cut = bytes(text);
    assertThat(caller.send(caller.batchRequest(), Arrays.copyOf(cut, 60)).statusCode())
        .isEqualTo(400);
    assertThat(caller.send(caller.batchRequest(), new byte[100_000]).statusCode()).isEqualTo(400);
    assertThat(sandbox.stats().stored()).isZero();

    // A byte order mark is none of the text.
    assertThat(caller.post("\uFEFF" + text).statusCode()).isEqualTo(200);
    assertThat(sandbox.events().getFirst().message().path("messageId").asString()).isEqualTo("é");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "\u0000\u0001\u0002\u0003\r\n\r\n",
        "POST /v1/batch HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/batch HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /v1/batch HTTP/1.1\r\nTransfer-Encoding: x\r\n\r\n",
        "POST /v1/batch HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /v1/batch HTTP/1.1\r\nA b: c\r\n\r\n",
        "POST /v1/%zz HTTP/1.1\r\n\r\n",
        "POST \r\n\r\n",
      })
  void answersOrHangsUpOnWhatIsNoHttp(String request) throws Exception {
    try (var socket = connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      assertThat(statusLine(socket)).matches("|HTTP/1\\.1 (400|411|501) .*");
    }
  }

  @Test
  void hangsUpOnHeadersWithoutAnEnd() throws Exception {
    try (var socket = connect()) {
      try {
        var out = socket.getOutputStream();
        out.write(bytes(HEAD));
        for (var i = 0; i < 100_000; i++) {
          out.write(bytes("X-" + i + ": " + "x".repeat(1_000) + "\r\n"));
        }
        assertThat(statusLine(socket)).isEmpty();
      } catch (IOException e) {
        // hung up
      }
    }
  }

  @Test
  void servesOthersWhileManyAreSlow() throws Exception {
    var body = batch(track("slow"));
    var whole = HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    var slow = new ArrayList<Socket>();
    try {
      for (var i = 0; i < 100; i++) {
        slow.add(connect());
        // Within the request line, the headers, the body: each at another place.
        slow.getLast().getOutputStream().write(bytes(whole.substring(0, 1 + i * 2)));
      }
      for (var i = 0; i < 20; i++) {
        assertThat(caller.postBatch(track("quick" + i)).statusCode()).isEqualTo(200);
      }
      assertThat(sandbox.stats().stored()).isEqualTo(20);
      for (var i = 0; i < slow.size(); i++) {
        slow.get(i).getOutputStream().write(bytes(whole.substring(1 + i * 2)));
        assertThat(statusLine(slow.get(i))).isEqualTo("HTTP/1.1 200 OK");
      }
      assertThat(sandbox.stats().stored()).isEqualTo(21);
    } finally {
      for (var socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void servesOthersWhileMoreIsSentSlowlyThanFitsIntoItsMemory() throws Exception {
    var most = bytes(HEAD + "Content-Length: 1000000\r\n\r\n" + " ".repeat(900_000));
    long enough = Runtime.getRuntime().maxMemory() / 16 / 800_000 + 20;
    var slow = new ArrayList<Socket>();
    try {
      for (var i = 0; i < enough; i++) {
        slow.add(connect());
        try {
          slow.getLast().getOutputStream().write(most);
        } catch (IOException e) {
          // hung up
        }
        if (i % 20 == 0) {
          assertThat(caller.postBatch(track("quick" + i)).statusCode()).isEqualTo(200);
        }
      }
      long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
      while (slow.stream().noneMatch(HostileIT::isHungUpOn)) {
        assertThat(System.nanoTime()).isLessThan(end);
      }
    } finally {
      for (var socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void givesBackTheMemoryOfABodyWhenItIsDone() throws Exception {
    var memory = new BodyMemory(100_000);
    try (var one = memory.share();
        var small = memory.share()) {
      one.take(150_000);
      small.take(60_000);
      try (var other = memory.share()) {
        other.take(60_000);
        assertThatThrownBy(() -> other.take(60_000)).isInstanceOf(IOException.class);
        small.take(5_536);
        other.take(5_536);
      }
      small.take(4_464);
    }
    try (var next = memory.share()) {
      next.take(165_536);
      assertThatThrownBy(() -> next.take(1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void servesOthersWhileSomeDoNotReadTheirAnswers() throws Exception {
    for (var i = 0; i < 40; i++) {
      caller.postBatch(track("m" + i).replace("}", ",\"x\":\"" + "x".repeat(30_000) + "\"}"));
    }
    var deaf = new ArrayList<Socket>();
    try {
      for (var i = 0; i < 50; i++) {
        deaf.add(connect());
        deaf.getLast()
            .getOutputStream()
            .write(bytes("GET /__sandbox/events HTTP/1.1\r\nHost: sandbox\r\n\r\n"));
      }
      for (var i = 0; i < 20; i++) {
        assertThat(caller.postBatch(track("quick" + i)).statusCode()).isEqualTo(200);
      }
    } finally {
      for (var socket : deaf) {
        socket.close();
      }
    }
  }

  @Test
  void forgetsThoseWhoLeaveInTheMiddle() throws Exception {
    for (var i = 0; i < 50; i++) {
      try (var socket = connect()) {
        socket.getOutputStream().write(bytes(HEAD + "Content-Length: 1000\r\n\r\n{\"batch\":["));
      }
    }
    assertThat(caller.postBatch(track("m")).statusCode()).isEqualTo(200);
    assertThat(sandbox.stats().requests()).isEqualTo(1);
  }

  private static String keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"k" + i + "\":1")
        .collect(Collectors.joining(","));
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.uri().getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static boolean isHungUpOn(Socket socket) {
    try {
      socket.setSoTimeout(1);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** The first line of the answer; empty when there is none. */
  private static String statusLine(Socket socket) {
    var line = new StringBuilder();
    try {
      for (var c = socket.getInputStream().read(); c >= 0 && c != '\r'; ) {
        line.append((char) c);
        c = socket.getInputStream().read();
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("neither answered nor hung up", e);
    } catch (IOException e) {
      // hung up
    }
    return line.toString();
  }
}
