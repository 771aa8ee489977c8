package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.muster.app.Complaint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class CommandFailureTest {
  private final Logger log = (Logger) LoggerFactory.getLogger(CommandFailure.class);
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
    assertThat(report(Complaint.needsRemedy("change it"))).isEqualTo(ExitCode.WRONG);
    assertThat(err).hasToString("change it" + System.lineSeparator());
    assertThat(said.list).isEmpty();
  }

  @Test
  void tellsWhereAnythingElseHappenedWithoutItsWords() {
    assertThat(report(new NumberFormatException("For input string: \"ann@example.com\"")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(line())
        .startsWith(
            "Failed: java.lang.NumberFormatException\n\tat dev.muster.cli.CommandFailureTest.")
        .doesNotContain("ann");
  }

  @Test
  void tellsWhatADatabaseSaysAsFarAsItMayBeRepeated() {
    report(new IllegalStateException(new SQLException("the server is going down", "57P01")));
    assertThat(line()).isEqualTo("Failed: the database says: the server is going down");

    report(new IllegalStateException(new SQLException("no row: ann@example.com", "23505")));
    assertThat(line()).contains("SQLSTATE 23505").doesNotContain("ann");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          90030 | what it has stored is damaged; restore a copy of it
          90143 | what it has stored is damaged; restore a copy of it
          XX001 | what it has stored is damaged; restore a copy of it
          XX002 | what it has stored is damaged; restore a copy of it
          42501 | launching again alone mends nothing; 'muster check' may tell more
          42P01 | launching again alone mends nothing; 'muster check' may tell more
          22P02 | (SQLSTATE 22P02;
          """)
  void whatNoRepetitionMendsIsAComplaintHoweverLateTheDatabaseSaysIt(String state, String told) {
    var thrown = new IllegalStateException(new SQLException("of its own", state));

    assertThat(report(thrown)).isEqualTo(ExitCode.WRONG);
    assertThat(err.toString()).startsWith("the database says: ").contains(told);
    assertThat(CommandFailure.line(thrown)).contains(told);
    assertThat(said.list).isEmpty();
  }

  private ExitCode report(Exception thrown) {
    return CommandFailure.report(thrown, new PrintWriter(err, true));
  }

  private String line() {
    var event = said.list.getLast();
    assertThat(event.getThrowableProxy()).isNull();
    return event.getFormattedMessage();
  }
}
