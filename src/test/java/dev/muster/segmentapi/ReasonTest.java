package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTest {
  private static final Message MESSAGE =
      new Message(
          "m-1",
          """
          {"type":"track","event":"Winback Offer","userId":"ann-17","messageId":"m-1",
           "properties":{"greeting":"Hi Ann","coupon":"WB10"},
           "context":{"traits":{"first_name":"Ann","zip":12345,"vip":true}}}
          """
              .getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "400 | ~~ | 400",
        "400 | bad batch | 400: bad batch",
        "400 | {\"success\":false,\"message\":\"bad batch\",\"code\":\"c1\"} | 400: bad batch",
        "400 | {\"error\":{\"code\":\"c1\",\"message\":\"bad batch\"}} | 400: bad batch",
        "400 | {\"a\":1} | 400: {\"a\":1}",
        "400 | {\"message\":\"cut | 400: {\"message\":\"cut",
        "502 | <html><head><title>Bad gateway</title></head></html> | 502: an HTML page titled Bad gateway",
        "502 | <html> | 502: an HTML page",
        // what it repeats of the message
        "400 | no such user ann-17 | 400: no such user …",
        "400 | {\"message\":\"zip 12345 of Ann is wrong\"} | 400: zip … of … is wrong",
        "400 | Annotation missing in Winback Offer | 400: Annotation missing in Winback Offer",
        "400 | greeting Hi Ann too long | 400: greeting … too long",
        "400 | mail bob@example.com unknown | 400: mail … unknown",
        // what it repeats of the credentials
        "401 | key 0123456789abcdefSECRETabcdef0123 unknown | 401: key … unknown",
        "401 | Bearer abcdef.ghijkl expired | 401: Bearer … expired",
        "401 | eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln-_x expired | 401: … expired",
        "400 | {\"error_description\":\"bad eyJhbGciOiJSUzI1\"} | 400: bad …",
        "401 | Basic MDEyMzQ1Njc4OWFiY2RlZlNFQ1JFVGFiY2RlZjAxMjM6 unknown | 401: Basic … unknown",
      })
  void saysWhatWasAnsweredAndNotWhatWasSent(int status, String body, String line) {
    var answer = new Answer.Answered(status, null, null, null, body);
    assertThat(Reason.of(answer, List.of(MESSAGE), Messages.KEY)).isEqualTo(line);
  }

  @Test
  void saysWhichLoginIsAskedForInAFewWords() {
    var login = "Basic, realm 'a\u001b[31m\n" + "x".repeat(500);
    var answer = new Answer.Answered(401, null, null, null, login, "no");
    assertThat(Reason.of(answer, List.of(), Messages.KEY))
        .startsWith("401, asking for a login (Basic, realm 'a [31m xxx")
        .endsWith("x…): no")
        .hasSizeLessThan(130);
  }

  @Test
  void isOneShortLine() {
    var answer =
        new Answer.Answered(
            500, null, null, null, "first\r\nsecond\u0000\u001b[31m " + "😀".repeat(500));
    assertThat(Reason.of(answer, List.of(), Messages.KEY))
        .startsWith("500: first second [31m 😀")
        .endsWith("😀…")
        .satisfies(line -> assertThat(line.codePointCount(0, line.length())).isLessThan(210));
  }
}
