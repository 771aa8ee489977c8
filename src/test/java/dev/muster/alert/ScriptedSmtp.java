package dev.muster.alert;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/** A mail server that answers what it is told to, and closes the connection where that is BYE. */
final class ScriptedSmtp implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
  private final Map<String, String> answers;

  /**
   * Answers so.
   *
   * @param answers by the first word of what is said, the greeting by none; others get 250
   */
  ScriptedSmtp(Map<String, String> answers) throws IOException {
    this.answers = Map.copyOf(answers);
    Thread.ofVirtual().start(this::listen);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void listen() {
    while (!socket.isClosed()) {
      try (var one = socket.accept()) {
        talk(one);
      } catch (IOException e) {
        // It is over, or the other one has gone.
      }
    }
  }

  private void talk(Socket one) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(one.getInputStream(), US_ASCII));
    var word = "";
    while (word != null) {
      var answer = answers.getOrDefault(word, usual(word));
      if (answer.equals("BYE")) {
        return;
      }
      one.getOutputStream().write((answer.replace(" / ", "\r\n") + "\r\n").getBytes(US_ASCII));
      var line = lines.readLine();
      while (line != null && answer.startsWith("354") && !line.equals(".")) {
        line = lines.readLine();
      }
      word = line == null ? null : line.split(" ", 2)[0];
    }
  }

  private static String usual(String word) {
    return switch (word) {
      case "" -> "220 here";
      case "DATA" -> "354 go on";
      default -> "250 fine";
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
