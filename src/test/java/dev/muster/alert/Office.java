package dev.muster.alert;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where alerts arrive: a mail server, and a receiver of webhooks; each can be shut. */
public final class Office implements AutoCloseable {
  /** What the webhook's URL ends with. */
  public static final String SECRET = "s3cret-of-the-webhook";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final MockWebServer web = new MockWebServer();
  private final List<RecordedRequest> posts = new ArrayList<>();

  private volatile int answer = 204;
  private volatile @Nullable String refused;
  private boolean mailIsShut;

  public Office() throws IOException {
    mail.start();
    web.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            synchronized (posts) {
              posts.add(request);
            }
            return new MockResponse.Builder()
                .code(status(request))
                .addHeader("Retry-After", "0")
                .addHeader("Location", "/elsewhere")
                // As HTTP/1.0 has it: nothing says that no other request may follow.
                .onResponseEnd(new SocketEffect.CloseSocket())
                .build();
          }
        });
    web.start();
  }

  private int status(RecordedRequest request) {
    var key = String.valueOf(request.getHeaders().get("Idempotency-Key"));
    return refused != null && key.startsWith(refused) ? 400 : answer;
  }

  /** Has the webhook take nothing for what it says of runs of a campaign. */
  public Office refusing(String campaign) {
    refused = campaign + "@";
    return this;
  }

  /** Has the webhook answer so from now on. */
  public Office answering(int status) {
    answer = status;
    return this;
  }

  /** Has the mail server know a login. */
  public Office knowing(String user, String password) {
    mail.setUser(user, password);
    return this;
  }

  /** Has nobody answer where mails are taken. */
  public Office withoutMail() {
    mailIsShut = true;
    return this;
  }

  /** Has mails taken again. */
  public Office withMail() {
    mailIsShut = false;
    return this;
  }

  public int mailPort() {
    return mailIsShut ? closedPort() : mail.getSmtp().getPort();
  }

  /** Another process may open it, but not one that speaks SMTP. */
  private int closedPort() {
    return 1;
  }

  public String webhook() {
    return web.url("/hook/" + SECRET).toString();
  }

  /** Both ways, for launches in this process. */
  public List<Messenger> both() {
    return List.of(
        new Mail(
            new MailServer("127.0.0.1", mailPort(), null, null, Map.of()),
            "muster@example.com",
            PATIENCE,
            Clock.systemUTC()),
        new Webhook(WebhookUrl.of(webhook()), PATIENCE));
  }

  /** The mails that have arrived, in that order. */
  public List<MimeMessage> mails() {
    return Arrays.asList(mail.getReceivedMessages());
  }

  /** What was posted, whatever was answered. */
  public List<RecordedRequest> posts() {
    synchronized (posts) {
      return List.copyOf(posts);
    }
  }

  /** The bodies of what was posted. */
  public List<JsonNode> bodies() {
    return posts().stream()
        .map(post -> JSON.readTree(Objects.requireNonNull(post.getBody()).utf8()))
        .toList();
  }

  /** The keys of the alerts that have come by mail. */
  public List<String> mailed() throws MessagingException {
    var keys = new ArrayList<String>();
    for (var message : mails()) {
      keys.addAll(Stream.of(message.getHeader("X-Muster-Alert")).toList());
    }
    return keys;
  }

  /** The keys of those that were posted. */
  public List<String> posted() {
    return posts().stream().map(post -> post.getHeaders().get("Idempotency-Key")).toList();
  }

  @Override
  public void close() {
    mail.stop();
    web.close();
  }
}
