package dev.muster.app;

import dev.muster.message.Batch;
import dev.muster.run.DeliverySettings;
import dev.muster.segmentapi.SendingSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings under {@code muster}, from {@code application.yaml} and the environment. */
public record Settings(
    @DefaultValue Database database,
    @DefaultValue Account account,
    @DefaultValue Delivery delivery,
    @DefaultValue Segment segment,
    @DefaultValue Job job,
    @DefaultValue("10s") Duration lockWait) {

  /** Where Muster's tables, profiles and events are. */
  public record Database(
      @DefaultValue("jdbc:h2:file:./data/muster;AUTO_SERVER=TRUE") String url,
      @Nullable String username,
      @Nullable String password) {
    public Database {
      var login = JdbcLogin.of(url);
      url = DatabaseUrl.shared(login.url());
      username = login.username() == null ? username : login.username();
      password = login.password() == null ? password : login.password();
    }

    /** The URL without what may be a secret in it. */
    String place() {
      return url.replaceFirst("[?;].*$", "").replaceAll("//[^/@]*@", "//");
    }

    /** A text in which a driver may have repeated the URL or the password, without them. */
    String without(String text) {
      var safe = text.replace(url, place());
      return password == null ? safe : Masked.password(password, safe);
    }

    /** The setting of the login that ends with a line break, as files of secrets like to. */
    Optional<String> lineBreak() {
      return endsWithLineBreak(username)
          ? Optional.of("MUSTER_DATABASE_USERNAME")
          : Optional.of("MUSTER_DATABASE_PASSWORD").filter(_ -> endsWithLineBreak(password));
    }

    private static boolean endsWithLineBreak(@Nullable String text) {
      return text != null && (text.endsWith("\n") || text.endsWith("\r"));
    }

    @Override
    public String toString() {
      return place();
    }
  }

  /** What holds for all campaigns. */
  public record Account(
      @DefaultValue("UTC") ZoneId timezone,
      @DefaultValue("0") BigDecimal systemControlPercent,
      @DefaultValue FrequencyCap frequencyCap,
      @Nullable String suppressionList) {}

  /** At most so many messages to a user in so many days; 0 is no limit. */
  public record FrequencyCap(@DefaultValue("0") int messages, @DefaultValue("7") int days) {}

  /** How messages are sent. */
  public record Delivery(
      @DefaultValue("4") int partitions,
      @DefaultValue("2000") int chunkSize,
      @DefaultValue("4") int requestsInFlight,
      @DefaultValue("1000") int requestsPerSecond,
      @DefaultValue("0") int eventsPerSecond,
      @DefaultValue("10") int maxAttempts,
      @DefaultValue("500ms") Duration backoffInitial,
      @DefaultValue("60s") Duration backoffMax,
      @DefaultValue("15m") Duration retryBudget,
      @DefaultValue("true") boolean gzip) {

    DeliverySettings forRuns() {
      var mostInOne = SendingSettings.mostMessagesInARequest(eventsPerSecond);
      var byRequests = (long) requestsPerSecond * Math.min(mostInOne, Batch.MESSAGES);
      return new DeliverySettings(
          partitions,
          chunkSize,
          requestsInFlight,
          requestsPerSecond,
          eventsPerSecond > 0 ? Math.min(eventsPerSecond, byRequests) : byRequests);
    }
  }

  /** The receiver: {@code us}, {@code eu}, {@code sandbox} or a URL, and the key to it. */
  public record Segment(
      @DefaultValue("us") String api,
      @DefaultValue("") String writeKey,
      @DefaultValue Oauth oauth) {
    @Override
    public String toString() {
      return api;
    }
  }

  /**
   * The Kubernetes job that the process is part of.
   *
   * @param name the job's, or null outside of Kubernetes
   */
  public record Job(@Nullable String name) {}

  /**
   * OAuth 2 instead of the write key alone, where a client id is given.
   *
   * @param tokenUrl where tokens are handed out, or null for the one of the receiver's region
   */
  public record Oauth(
      @Nullable String clientId,
      @DefaultValue("") String keyId,
      @DefaultValue("") String privateKeyFile,
      @Nullable String tokenUrl) {}
}
