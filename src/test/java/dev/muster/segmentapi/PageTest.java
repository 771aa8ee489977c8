package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "<HTML lang=en>",
        "<!DOCTYPE html><title>Log in</title>",
        "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
        "\uFEFF<html>",
        " \r\n\t<html\n>",
        "<!-- a portal --><html>",
        "<?xml version=\"1.0\"?><!DOCTYPE html>",
        "<head/>",
        "<script>location='/login'</script>",
        "<meta http-equiv=refresh content=0>",
      })
  void isOneOfHtml(String body) {
    assertThat(Page.is(body)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "said",
        "{\"success\":true}",
        "{\"success\":\"<html>\"}",
        "<",
        "<ok/>",
        "<response><code>200</code></response>",
        "<header>",
        "ok <html>",
      })
  void isNoneWhereAnythingElseIsAnswered(String body) {
    assertThat(Page.is(body)).isFalse();
  }
}
