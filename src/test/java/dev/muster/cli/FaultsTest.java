package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FaultsTest {
  private final Logger log = (Logger) LoggerFactory.getLogger(Faults.class);
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void listen() {
    said.start();
    log.addAppender(said);
  }

  @AfterEach
  void listenNoMore() {
    log.detachAppender(said);
  }

  @Test
  void tellsAComplaintAsItIs() {
    assertThat(report(new Complaint(ExitCode.WRONG, "change it"))).isEqualTo(ExitCode.WRONG);
    assertThat(err).hasToString("change it" + System.lineSeparator());
    assertThat(said.list).isEmpty();
  }

  @Test
  void tellsWhereAnythingElseHappenedWithoutItsWords() {
    assertThat(report(new NumberFormatException("For input string: \"ann@example.com\"")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(line())
        .startsWith("Failed: java.lang.NumberFormatException\n\tat dev.muster.cli.FaultsTest.")
        .doesNotContain("ann");
  }

  @Test
  void tellsWhatADatabaseSaysAsFarAsItMayBeRepeated() {
    report(new IllegalStateException(new SQLException("the server is going down", "57P01")));
    report(new IllegalStateException(new SQLException("no number: ann@example.com", "22P02")));

    assertThat(said.list.getFirst().getFormattedMessage())
        .isEqualTo("Failed: the database says: the server is going down");
    assertThat(line()).contains("SQLSTATE 22P02").doesNotContain("ann");
  }

  private ExitCode report(Exception thrown) {
    return Faults.report(thrown, new PrintWriter(err, true));
  }

  private String line() {
    var event = said.list.getLast();
    assertThat(event.getThrowableProxy()).isNull();
    return event.getFormattedMessage();
  }
}
