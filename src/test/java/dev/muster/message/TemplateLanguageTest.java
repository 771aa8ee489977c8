package dev.muster.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateLanguageTest {
  private static final TemplateLanguage LANGUAGE =
      new TemplateLanguage(ZoneId.of("America/New_York"));
  private static final String PROFILE =
      """
      {"first_name": "Zoë", "name": "Ann 👩‍👩‍👧 Lee", "empty": "", "nothing": null, "vip": true, "lost": false,
       "price": 500.10, "whole": 3, "big": 12345678901234567890, "one": 1.0, "huge": 1.5e10, "digits": "12",
       "tags": ["a", "b", "c"], "numbers": [3, 1, 2], "none": [], "deep": {"x": {"y": [1, {"z": "end"}]}},
       "evil": "{{ profile.first_name }}{% abort %}", "quote": "\\"<&>\\\\", "größe": "XL", "with space": "s", "a-b": "dash",
       "since": "2026-03-01T10:00:00+02:00", "day": "2026-03-01", "local": "2026-07-01T09:30", "instant": "2026-07-01T09:30:00.123Z",
       "space": "2026-07-01 09:30:00", "epoch": 1767225600, "size": "M",
       "zero": 0, "space_only": " \\t\\n", "no_break": "\\u00a0", "no_fields": {}, "ones": [1, 1.0], "mixed": ["b", "a", "B"],
       "rows": [{"n": "a"}, {"n": "c", "p": 10}, {"n": "b", "p": 9.5}]}
      """;
  private static final String SORTED =
      "[{\"n\":\"b\",\"p\":9.5},{\"n\":\"c\",\"p\":10},{\"n\":\"a\"}]";
  private static final String FOR_EVERY_USER = "it fails for every user";

  @ParameterizedTest
  @MethodSource("texts")
  void fillsIn(String template, String text) throws TemplateFault {
    assertThat(render(template)).isEqualTo(text);
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("", ""),
        arguments("WB10", "WB10"),
        arguments("50% } off { }}", "50% } off { }}"),
        arguments("Hi {{ profile.first_name }}!", "Hi Zoë!"),
        arguments("Hi {{profile.first_name}}!", "Hi Zoë!"),
        arguments("Hi {{ profile.missing }}!", "Hi !"),
        arguments("Hi {{ profile.nothing }}!", "Hi !"),
        arguments("Hi {{ profile.missing.deeper[2].still }}!", "Hi !"),
        arguments("Hi {{ profile.missing | default: 'there' }}", "Hi there"),
        arguments("Hi {{ profile.empty | default: \"there\" }}", "Hi there"),
        arguments("Hi {{ profile.nothing | default: 'there' }}", "Hi there"),
        arguments("Hi {{ profile.first_name | default: 'there' }}", "Hi Zoë"),
        arguments(
            "{{ profile['with space'] }}{{ profile[\"größe\"] }}{{ profile['a-b'] }}.", "sXLdash."),
        arguments("{{ profile.deep.x.y[1].z }}.", "end."),
        arguments("{{ profile.tags.first }}{{ profile.tags.last }}{{ profile.tags[1] }}.", "acb."),
        arguments("{{ profile.tags }}.", "abc."),
        arguments("{{ profile.tags | join: ', ' }}", "a, b, c"),
        arguments("{{ profile.deep }}.", "{\"x\":{\"y\":[1,{\"z\":\"end\"}]}}."),
        arguments("{{ profile.deep.x.y }}.", "1{\"z\":\"end\"}."),
        arguments("{{ profile.quote }}.", "\"<&>\\."),
        arguments("{{ profile.evil }}.", "{{ profile.first_name }}{% abort %}."),
        arguments("{{ profile.evil | append: '!' }}", "{{ profile.first_name }}{% abort %}!"),
        // numbers as they are written
        arguments("{{ profile.price }}.", "500.10."),
        arguments("{{ profile.one }}.", "1.0."),
        arguments("{{ profile.whole }}.", "3."),
        arguments("{{ profile.huge }}.", "15000000000."),
        arguments("{{ profile.big }}.", "12345678901234567890."),
        arguments("{{ profile.vip }}.", "true."),
        arguments("{{ profile.price | times: 0.9 | round: 2 }}", "450.09"),
        arguments("{{ profile.price | plus: 0.2 }}", "500.30"),
        arguments("{{ profile.price | round }}", "500"),
        arguments("{{ profile.price | ceil }}", "501"),
        arguments("{{ 0.3 | divided_by: 3 }}", "0.1"),
        arguments("{{ 7 | divided_by: 2 }}", "3"),
        arguments("{{ -7 | divided_by: 2 }}", "-4"),
        arguments("{{ 7 | divided_by: 2.0 }}", "3.5"),
        arguments("{{ 1 | divided_by: 3.0 }}", "0.3333333333333333"),
        arguments("{{ 2.5 | round }}", "3"),
        arguments("{{ -7 | modulo: 3 }}{{ 7.5 | modulo: 2 }}", "21.5"),
        arguments("{{ profile.big | times: 10 | minus: 1 }}", "123456789012345678899"),
        arguments("{{ profile.digits | plus: 1 }}", "13"),
        arguments("{{ profile.missing | plus: 1 }}", "1"),
        // characters, not halves of them
        arguments("{{ profile.name | truncate: 8 }}", "Ann 👩..."),
        arguments("{{ profile.name | truncate: 5, '' }}", "Ann 👩"),
        arguments("{{ profile.name | slice: 4 }}.", "👩."),
        arguments("{{ profile.name | slice: -3, 3 }}", "Lee"),
        arguments("{{ profile.tags | slice: 1, 5 | join }}", "b c"),
        arguments("{{ '👩' | size }}", "1"),
        arguments("{{ 'éa' | upcase }}{{ 'ÉA' | downcase }}", "ÉAéa"),
        arguments("{{ 'hELLO' | capitalize }}", "Hello"),
        // dates
        arguments("{{ profile.since | date: '%Y-%m-%d %H:%M %z' }}", "2026-03-01 10:00 +0200"),
        arguments("{{ profile.day | date: '%d.%m.%y %H:%M %z' }}", "01.03.26 00:00 -0500"),
        arguments("{{ profile.local | date: '%H:%M %z' }}", "09:30 -0400"),
        arguments("{{ profile.space | date: '%H:%M %z' }}", "09:30 -0400"),
        arguments("{{ profile.instant | date: '%H:%M:%S %z' }}", "09:30:00 +0000"),
        arguments("{{ profile.epoch | date: '%Y-%m-%d %H:%M' }}", "2025-12-31 19:00"),
        arguments("{{ 'now' | date: '%Y-%m-%d %H:%M' }}", "2026-12-07 09:00"),
        arguments("{{ campaign.planned_at | date: '%B' }}", "December"),
        arguments("{{ profile.first_name | date: '%Y' }}", "Zoë"),
        arguments("{{ profile.missing | date: '%Y' }}.", "."),
        // tags
        arguments("{% if profile.vip %}a{% else %}b{% endif %}", "a"),
        arguments("{% if profile.lost %}a{% else %}b{% endif %}", "b"),
        arguments("{% if profile.missing %}a{% else %}b{% endif %}", "b"),
        arguments(
            "{% if profile.whole == 3.0 and profile.digits != 12 %}typed{% endif %}", "typed"),
        arguments("{% unless profile.vip %}{% abort %}{% endunless %}on", "on"),
        arguments("{% for t in profile.tags %}{{ t }}{{ forloop.index }}{% endfor %}", "a1b2c3"),
        arguments("{% for i in (1..3) %}{{ i }}{% endfor %}", "123"),
        arguments("{% assign x = profile.first_name | upcase %}{{ x }}", "ZOË"),
        arguments("{% capture x %}{{ profile.whole }}!{% endcapture %}{{ x }}{{ x }}", "3!3!"),
        arguments("{% case profile.whole %}{% when 3 %}three{% else %}?{% endcase %}", "three"),
        arguments("{% comment %}{% abort %}{{ nope }}{% endcomment %}k", "k"),
        arguments("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        arguments("a {%- if true -%} b {%- endif -%} c", "abc"),
        arguments(
            "{{ campaign.id }}/{{ campaign.name }}/{{ campaign.run }}", "winback/Win/winback@x"),
        arguments("{{ constant[0] }}{{ constant.size }}.", "P-12."),
        arguments("{{ event.name }}.", "."),
        arguments("{% increment n %}{% increment n %}", "01"),
        // exact, whatever comes in
        arguments("{% if 0.1000000000001 == 0.1 %}a{% else %}b{% endif %}", "b"),
        arguments("{% if profile.big > 12345678901234567889 %}a{% endif %}", "a"),
        arguments("{{ 99999999999999999999 | plus: 1 }}", "100000000000000000000"),
        arguments("{{ profile.big | at_least: 1 }}", "12345678901234567890"),
        arguments("{{ 0.1 | at_most: profile.price }}", "0.1"),
        arguments("{{ '-5' | abs }}", "5"),
        // lists and objects as they are
        arguments("{{ profile.deep | append: '!' }}", "{\"x\":{\"y\":[1,{\"z\":\"end\"}]}}!"),
        arguments("{{ profile.tags | upcase }}", "ABC"),
        arguments("{{ profile.numbers | sort | join: ',' }}", "1,2,3"),
        arguments("{{ profile.rows | sort: 'p' | map: 'n' }}", "bca"),
        arguments("{{ profile.rows | sort: 'p' | json }}", SORTED),
        arguments("{{ profile.rows | where: 'p', 10.0 | map: 'n' }}", "c"),
        arguments("{{ profile.rows | where: 'p' | size }}", "2"),
        arguments("{{ profile.rows | uniq: 'p' | size }}", "3"),
        arguments("{{ profile.rows | compact: 'p' | size }}", "2"),
        arguments("{{ profile.ones | uniq | size }}", "1"),
        arguments("{{ profile.mixed | sort_natural }}", "abB"),
        arguments("{{ profile.name.size }}.", "13."),
        arguments("{{ '👩b' | split: '' | size }}{{ '👩b' | split: '' | first }}", "2👩"),
        arguments("{{ profile.tags[-1] }}{{ profile.tags[4294967296] }}.", "c."),
        arguments("{{ profile[profile.missing] }}.", "."),
        arguments("{{ profile.first_name | replace: 'Z', profile.missing }}", "oë"),
        arguments("{{ 'a<script>b\n</script>c<i>d<' | strip_html }}", "acd<"),
        arguments("{% if profile.tags contains profile.missing %}a{% else %}b{% endif %}", "b"),
        arguments("{% if profile.numbers contains 2.0 %}a{% endif %}", "a"),
        // default
        arguments("{{ profile.lost | default: 'x', allow_false: true }}", "false"),
        arguments("{{ profile.lost | default: 'x', allow_false: false }}", "x"),
        arguments("{{ profile.none | default: 'x', allow_false: true }}", "x"),
        arguments("{{ 0 | default: 'x' }}{{ ' ' | default: 'x' }}", "0 "),
        arguments(
            "{{ profile.lost | default: blank }}{{ profile.missing | default: empty }}.", "."),
        arguments(
            "{% assign x = blank %}{% if true %}{% assign x = 'M' %}{% endif %}{% if profile.size"
                + " == x %}a{% endif %}",
            "a"),
        arguments("{% assign x = blank %}{% if x == blank %}a{% endif %}", "a"),
        arguments("x{{ profile.no_fields }}.", "x{}."),
        arguments("{{ profile.no_fields | append: '.' }}", "{}."));
  }

  /** What is asked of each value: whether it is blank, is empty, is not blank, is not empty. */
  @ParameterizedTest
  @CsvSource({
    "missing, yes no no yes",
    "nothing, yes no no yes",
    "lost, yes no no yes",
    "empty, yes yes no no",
    "space_only, yes no no yes",
    "no_break, yes no no yes",
    "none, yes yes no no",
    "no_fields, yes yes no no",
    "vip, no no yes yes",
    "first_name, no no yes yes",
    "zero, no no yes yes",
    "tags, no no yes yes",
    "deep, no no yes yes",
  })
  void knowsWhatIsBlankAndWhatIsEmpty(String attribute, String answers) throws TemplateFault {
    var asked = "{%% if profile.%s %s %%}yes{%% else %%}no{%% endif %%}";
    var turned = "{%% if %2$s profile.%1$s %%}yes{%% else %%}no{%% endif %%}";
    var when = "{%% case profile.%s %%}{%% when %s %%}yes{%% else %%}no{%% endcase %%}";
    var each = answers.split(" ", -1);
    assertThat(render(asked.formatted(attribute, "== blank"))).isEqualTo(each[0]);
    assertThat(render(asked.formatted(attribute, "== empty"))).isEqualTo(each[1]);
    assertThat(render(asked.formatted(attribute, "!= blank"))).isEqualTo(each[2]);
    assertThat(render(asked.formatted(attribute, "<> (empty)"))).isEqualTo(each[3]);
    assertThat(render(turned.formatted(attribute, "blank =="))).isEqualTo(each[0]);
    assertThat(render(turned.formatted(attribute, "empty !="))).isEqualTo(each[3]);
    assertThat(render(when.formatted(attribute, "'x' or blank"))).isEqualTo(each[0]);
    assertThat(render(when.formatted(attribute, "'x', empty"))).isEqualTo(each[1]);
  }

  @Test
  void blankIsEmptyTextWhereNothingIsAskedOfIt() throws TemplateFault {
    assertThat(render("{% assign x = blank %}{{ x }}{{ x | default: 'd' }}{{ empty }}.d"))
        .isEqualTo("d.d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "{{ campaign.planned_at | date: '%H:%M %Z', 'America/New_York' }} => 09:00 EST",
        "{{ campaign.planned_at | date: '%H:%M %Z', 'europe/berlin' }} => 15:00 CET",
        "{{ campaign.planned_at | date: '%H:%M %Z', '+05:30' }} => 19:30 +05:30",
        "{{ campaign.planned_at | date: '%H:%M %Z', 'Mars/Olympus' }} => 09:00 EST",
        "{{ campaign.planned_at | date: '%H:%M %Z', profile.missing }} => 09:00 EST",
        "{{ campaign.planned_at | date: '%H:%M %Z' }} => 14:00 UTC",
        "{{ 'now' | date: '%H:%M %%Z', 'UTC' }} => 14:00 %Z",
        "{{ profile.since | date: '%H:%M', 'UTC' }} => 08:00",
        "{{ profile.local | date: '%d. %H:%M', 'Asia/Tokyo' }} => 01. 22:30",
        "{{ '1767225600' | date: '%Y-%m-%d %H:%M' }} => 2025-12-31 19:00",
        "{{ '99999999999999999999' | date: '%Y' }} => 99999999999999999999",
        "{{ profile.huge | date: '%Y' }} => 2445",
        "{{ profile.big | date: '%Y' }} => 12345678901234567890",
        "{{ profile.day | date: '' }} => 2026-03-01",
        "{{ profile.day | date: ' ' }} => 2026-03-01",
        "{{ profile.vip | date: '%Y' }} => true",
        "{{ '2026-02-30' | date: '%Y' }} => 2026-02-30",
        "{{ '2026-02-28T24:00' | date: '%Y' }} => 2026-02-28T24:00",
        "{{ '2026-12-01 18:30:00 +0200' | date: '%H:%M %z' }} => 18:30 +0200",
        "{{ '2026-12-01 18:30:00 -05:00' | date: '%H:%M %z' }} => 18:30 -0500",
        "{{ '2026-12-01T18:30 +02' | date: '%H:%M %z' }} => 18:30 +0200",
        "{{ '2026-12-01 18:30:00 Z' | date: '%H:%M %z' }} => 18:30 +0000",
        "{{ '2026-12-01 18:30:00 UTC' | date: '%H:%M %Z' }} => 18:30 UTC",
        "{{ '2026-12-01 18:30:00GMT' | date: '%H:%M %z' }} => 18:30 +0000",
        "{{ '2026-12-01 UTC' | date: '%H:%M' }} => 2026-12-01 UTC",
        "{{ 1796310000000 | date: '%Y-%m-%d' }} => 58892-10-17",
        "{{ 1796310000000 | date: '%F %C' }} => 58892-10-17 588",
        "{{ profile.day | date: '%e.%-e.%d.%%e' }} => ` 1.1.01.%e`",
        "{{ profile.day | date: '%c' }} => Sun Mar  1 00:00:00 2026",
        "{{ profile.day | date: '%v' }} => ` 1-MAR-2026`",
        "{{ profile.day | date: '%F %C %y' }} => 2026-03-01 20 26",
      })
  void showsDatesInZones(String template, String text) throws TemplateFault {
    assertThat(render(template)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "{{ ',a,b' | split: ',' | join: '|' }} => |a|b",
        "{{ 'a,,b,,' | split: ',' | join: '|' }} => a||b",
        "{{ ',,' | split: ',' | size }} => 0",
        "{{ 'a' | split: ',' | join: '|' }} => a",
        "{{ profile.empty | split: ',' | size }} => 0",
        "{{ profile.missing | split: ',' | size }} => 0",
        "{{ ', a, b' | split: ', ' | join: '|' }} => |a|b",
        "{% assign parts = '/shop/shoes/red' | split: '/' %}{{ parts[1] }} {{ parts.size }} => shop 4",
        "{{ '@example.com' | split: '@' | last }} => example.com",
        "{{ 'a.b' | split: '.' | last }} => b",
        "{{ ' Ann Lee' | split: ' ' | first }} => Ann",
        "{{ ' \t a \f b\0 ' | split: ' ' | join: '|' }} => a|b",
        "{{ profile.space_only | split: ' ' | size }} => 0",
        "{{ ' a  b' | split: '  ' | join: '|' }} => ` a|b`",
        "{{ ' a' | split: '' | join: '|' }} => ` |a`",
        "{{ 'a b' | split: profile.missing | size }} => 3",
        "{{ '  Ann Lee' | truncatewords: 1 }} => Ann...",
        "{{ ' Ann ' | truncatewords: 1 }} => Ann",
        "{{ ' Ann Lee ' | truncatewords: 3 }} => ` Ann Lee `",
        "{{ 'Ann  Lee' | truncatewords: 2 }} => Ann  Lee",
        "{{ 'one  two\tthree' | truncatewords: 2 }} => one two...",
        "{{ 'one two three' | truncatewords: 0, '' }} => one",
        "{{ 'one two three' | truncatewords: -1, '…' }} => one…",
        "{{ 'one two' | truncatewords: 2147483647 }} => one two",
        "{{ 'a b c d e f g h i j k l m n o p' | truncatewords }} => a b c d e f g h i j k l m n o...",
        "{{ ' 7.5 ' | truncatewords: 1 }} => 7.5",
        "{{ profile.space_only | truncatewords: 1 | size }} => 3",
        "{{ profile.missing | truncatewords: 1 }}. => .",
      })
  void takesTextApartAsLiquidDoes(String template, String text) throws TemplateFault {
    assertThat(render(template)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "{{ profile.price | number }} => 500.10",
        "{{ profile.digits | number }} => 12",
        "{{- profile.digits | number -}} => 12",
        "{{ profile.whole | times: 1.5 | number }} => 4.5",
        "{{ profile.missing | default: 0 | number }} => 0",
        "{{ ' 1e3 ' | number }} => 1000",
      })
  void makesNumbersOfText(String template, BigDecimal number) throws TemplateFault {
    assertThat(new BigDecimal(String.valueOf(render(template)))).isEqualByComparingTo(number);
    assertThat(render(template)).isInstanceOf(Number.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{ profile.missing | number }}", "{{ profile.nothing | number }}"})
  void leavesOutANumberThatIsAbsent(String template) throws TemplateFault {
    assertThat(render(template)).isNull();
  }

  /** The reason says where and which kinds of values, never the values. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "{{ profile.first_name | number }} => number => the filter 'number': expected a number, found text",
        "{{ profile.empty | number }} => number => the filter 'number': expected a number, found empty text",
        "{{ profile.vip | number }} => number => the filter 'number': expected a number, found true or false",
        "{{ profile.tags | number }} => number => the filter 'number': expected a number, found a list",
        "{{ profile.deep | number }} => number => the filter 'number': expected a number, found an object",
        "{{ '1e308' | append: profile.digits | plus: 1 }} => number => the filter 'plus': a number has more than 308 digits before or after its point",
        "{% assign s = profile.big %}{% for i in (1..99) %}{% assign s = s | times: s %}{% endfor %} => number => the filter 'times': a number has more than 308 digits before or after its point",
        "{{ profile.first_name | plus: 1 }} => template => the filter 'plus': expected a number, found text",
        "{{ 1 | plus: profile.tags }} => template => the filter 'plus': expected a number, found a list",
        "{{ profile.whole | divided_by: profile.zero }} => template => the filter 'divided_by': expected a divisor other than 0, found 0",
        "{{ profile.whole | modulo: profile.missing }} => template => the filter 'modulo': expected a divisor other than 0, found 0",
        "{{ profile.first_name | at_least: 1 }} => template => the filter 'at_least': expected a number, found text",
        "{{ 'x' | slice: profile.price }} => template => the filter 'slice': expected a whole number of at most nine digits, found another number",
        "{% if profile.digits > 5 %}{% endif %} => template => profile.digits > 5: expected two numbers or two texts beside >, found text and a number",
        "{% if 5 <= profile.tags %}{% endif %} => template => 5 <= profile.tags: expected two numbers or two texts beside <=, found a number and a list",
        "{% if profile.vip < 5 %}{% endif %} => template => profile.vip < 5: expected two numbers or two texts beside <, found true or false and a number",
        "{{ profile.ones | concat: profile.tags | sort }} => template => the filter 'sort': expected items that are all numbers or all text, found text and a number",
        "{{ profile.whole | sort }} => template => the filter 'sort': expected a list, found a number",
        "{{ profile.tags | map: 'x' }} => template => the filter 'map': expected a list of objects, found text in it",
        "{{ profile.tags | concat: profile.vip }} => template => the filter 'concat': expected a list to add, found true or false",
        "{{ profile.name | replace: profile.missing, 'x' }} => template => the filter 'replace': expected a text to look for, found nothing",
        "{% for i in (1..profile.name) %}{% endfor %} => template => the range (1..profile.name): expected a number, found text",
        "{% for t in profile.tags limit: profile.name %}{% endfor %} => template => a loop's limit: expected a number, found text",
        "{% tablerow t in profile.tags cols: profile.name %}{% endtablerow %} => template => a table's cols: expected a number, found text",
        "{% for i in (1..profile.big) %}{% endfor %} => template => its loops take more than 10,000 rounds",
        "{% for i in (1..9000) %}{{ profile.evil }}{% endfor %} => too_large => its text has more than 32,000 characters",
      })
  void saysWhichKindOfValueDoesNotFit(String template, String code, String reason) {
    assertThatThrownBy(() -> render(template))
        .isInstanceOf(Unfit.class)
        .hasMessage(code + ": " + reason);
  }

  /** A filter is bounded by what comes out of it, whatever goes in. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "{{ profile.long | size }} => 2000000",
        "{{ profile.long | truncate: 8, '' }} => xxxxxxxx",
        "{{ profile.long | slice: 1, 2 }} => xx",
        "{{ profile.half | default: profile.half | size }} => 600000",
        "{{ profile.long | replace: 'xx', 'x' | size }} => 1000000",
        "{{ profile.many | join: profile.many | size }} => 998001",
      })
  void takesLongTextThroughFiltersThatMakeAShortOne(String template, String text)
      throws TemplateFault {
    assertThat(renderLong(template)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ profile.long | upcase | size }}",
        "{{ profile.long | append: 'x' | size }}",
        "{{ profile.long | replace: 'x', profile.long | size }}",
        "{{ profile.long | split: '' | join: profile.long }}",
        "{{ profile.lists | join: profile.many | size }}",
      })
  void refusesFiltersThatMakeTooLongAText(String template) {
    assertThatThrownBy(() -> renderLong(template))
        .isInstanceOf(Unfit.class)
        .hasMessageContaining("makes more than 1,000,000 characters or items");
  }

  private static @Nullable Object renderLong(String template) throws TemplateFault {
    Map<String, Object> variables =
        Map.of(
            "profile",
            Map.of(
                "long",
                "x".repeat(2_000_000),
                "half",
                "x".repeat(600_000),
                "many",
                java.util.Collections.nCopies(999, "y"),
                "lists",
                java.util.Collections.nCopies(2_000, "y")));
    return LANGUAGE.compile(template).template().render(variables);
  }

  @Test
  void stripsTagsThatNeverEndInTimeThatGrowsWithTheTextOnly() throws TemplateFault {
    Map<String, Object> variables =
        Map.of("profile", Map.of("html", "<script><!--<".repeat(1_000_000)));
    assertThat(
            LANGUAGE
                .compile("{{ profile.html | strip_html | size }}x")
                .template()
                .render(variables))
        .isEqualTo("5x");
  }

  @Test
  void onlyTemplatesOfLiveCampaignsHaveAnEvent() {
    assertThat(LANGUAGE.faultOf("{{ event.properties.amount }}{{ event['id'] }}", true)).isEmpty();
    assertThat(LANGUAGE.faultOf("{{ event.amount }}", true))
        .contains(
            "template, character 4: an event has name, id, occurred_at and properties, found: amount;"
                + " a property is {{ event.properties.amount }}");
    assertThat(LANGUAGE.faultOf("{{ amount }}", true))
        .contains(
            "template, character 4: nothing is named 'amount', expected profile, campaign, constant"
                + " or event, as in {{ profile.amount }}");
    assertThat(LANGUAGE.faultOf("Hi {{ event.amount }}", false))
        .hasValue(
            "template, character 7: expected profile, campaign or constant, found event,"
                + " which only templates of live campaigns (who.live) have");
  }

  @ParameterizedTest
  @MethodSource("references")
  void keepsTheTypeOfABareReference(String template, Object value) throws TemplateFault {
    assertThat(render(template)).isEqualTo(value);
  }

  static Stream<Arguments> references() {
    return Stream.of(
        arguments("{{ profile.first_name }}", "Zoë"),
        arguments("{{profile.first_name}}", "Zoë"),
        arguments("{{- profile.first_name -}}", "Zoë"),
        arguments("{{ profile.evil }}", "{{ profile.first_name }}{% abort %}"),
        arguments("{{ profile.whole }}", 3L),
        arguments("{{ profile.vip }}", true),
        arguments("{{ profile.lost }}", false),
        arguments("{{ profile.empty }}", ""),
        arguments("{{ profile.price }}", new BigDecimal("500.10")),
        arguments("{{ profile.big }}", new BigDecimal("12345678901234567890")),
        arguments("{{ profile.tags }}", List.of("a", "b", "c")),
        arguments("{{ profile.tags[0] }}", "a"),
        arguments("{{ profile['with space'] }}", "s"),
        arguments("{{ profile.deep.x }}", Map.of("y", List.of(1L, Map.of("z", "end")))),
        arguments("{{ constant }}", List.of("P-1", 2L)),
        arguments("{{ constant[1] }}", 2L),
        arguments("{{ constant.first }}", "P-1"),
        arguments("{{ profile.missing }}", null),
        arguments("{{ profile.nothing }}", null),
        arguments("{{ constant[7] }}", null),
        arguments(" {{ profile.whole }}", " 3"),
        arguments("{{ profile.whole }} ", "3 "),
        arguments("{{ profile.whole | plus: 1 }}", "4"),
        arguments("{{ 3 }}", "3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% abort %}",
        "{%abort%}",
        "text before {% abort %} and after",
        "{% if profile.vip %}{% abort %}{% endif %}",
        "{% unless profile.lost %}{% abort %}{% endunless %}",
        "{% for t in profile.tags %}{% if t == 'b' %}{% abort %}{% endif %}{% endfor %}",
        "{% capture x %}{% abort %}{% endcapture %}",
        "{% case profile.whole %}{% when 3 %}{% abort %}{% endcase %}",
      })
  void aborts(String template) {
    assertThatThrownBy(() -> render(template)).isInstanceOf(AbortTag.Aborted.class);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void findsFaultsBeforeAnythingIsSent(String template, String fault) {
    assertThat(LANGUAGE.faultOf(template, false))
        .hasValueSatisfying(s -> assertThat(s).contains(fault));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("{{ profile.x", "template, character 13: the template ends too early"),
        arguments("{{ profile.x }", "too early"),
        arguments("{% if profile.x %}", "character 19: the template ends too early"),
        arguments("{{ }}", "cannot be read as Liquid"),
        arguments("{{ profile.first name }}", "cannot be read as Liquid"),
        arguments("{{ profile.x | default 'a' }}", "cannot be read as Liquid"),
        arguments("{{ profile.a-b }}", "cannot be read as Liquid"),
        arguments("{% endif %}", "cannot be read"),
        arguments("{% nope %}", "character 4: no tag is named 'nope'"),
        arguments("{% abort 'why' %}", "{% abort %} takes nothing"),
        arguments("{% include 'file' %}", "no tag is named 'include'"),
        arguments("{% render 'file' %}", "no tag is named 'render'"),
        arguments("{% include_relative file %}", "include_relative"),
        arguments(
            "{{ profile.x | nope }}", "character 14: no filter is named 'nope', expected one of"),
        arguments("{% if true %}{{ profile.x | nope }}{% endif %}", "no filter is named 'nope'"),
        arguments("{% assign x = profile.x | nope %}", "no filter is named 'nope'"),
        arguments("{{ profile.x | uppercase }}", "did you mean upcase?"),
        arguments("{{ profile.x | defualt: 'y' }}", "did you mean default?"),
        arguments("{% if profile.x = 5 %}y{% endif %}", "write == to compare"),
        arguments("{% if profile.x && profile.y %}y{% endif %}", "write and in place of &&"),
        arguments("{% if profile.x || profile.y %}y{% endif %}", "write or in place of ||"),
        arguments("{{ profile.x || 'You' }}", "write | default: 'there' in place of ||"),
        arguments("{{ profile.x ?? 'You' }}", "write | default: 'there' in place of ??"),
        arguments("{{ profile.x or 'You' }}", "write | default: 'there' in place of or"),
        arguments("{{ profile.x ? 'a' : 'b' }}", "{% else %}…{% endif %} in place of ? and :"),
        arguments("{{ profile.x | default('You') }}", "write a colon before what a filter takes"),
        arguments("{{ profile.x | default You }}", "write a colon before what a filter takes"),
        arguments("{{ profile.x | default: }}", "write what the filter takes"),
        arguments("{{ profile.x | default: You }}", "or a text in quotes: 'You'"),
        arguments("{{ $profile.x }}", "write the name without a sign before it"),
        arguments("{{ .profile.x }}", "write the name without a sign before it"),
        arguments("{{ ${first_name} }}", "write the name without a sign before it"),
        arguments("{{& profile.x }}", "write the name without a sign before it"),
        arguments("{{ if profile.x }}a{{ end }}", "write tags in {% … %}"),
        arguments("{{^profile.x}}a{{/profile.x}}", "write tags in {% … %}"),
        arguments("{{ profile.x + 1 }}", "write a filter in place of a sign: | plus: 1"),
        arguments("{{ profile.first name }}", "profile['first name']"),
        arguments("{{ profile.first-name }}", "profile['first name']"),
        arguments("{% if not profile.x %}b{% endif %}", "in place of not"),
        arguments(
            "{% if profile.x %}a{% else if profile.y %}b{% endif %}", "elsif in place of else if"),
        arguments("{% if profile.x %}a{% elif profile.y %}b{% endif %}", "did you mean elsif?"),
        arguments("{% abort_message('x') %}", "did you mean abort?"),
        arguments("{{ profile.x | absolute_url }}", "no filter is named 'absolute_url'"),
        arguments("{{ profile.x | times }}", "the filter 'times' takes 1 parameters, found 0"),
        arguments("{{ profile.x | upcase: 1 }}", "the filter 'upcase' takes 0 parameters, found 1"),
        arguments("{{ profile.x | replace: 'a', 'b', 'c' }}", "takes 1 to 2 parameters, found 3"),
        arguments("{{ first_name }}", "nothing is named 'first_name', expected profile"),
        arguments("Hi\n  {{ user.name }}", "character 9: nothing is named 'user'"),
        arguments("{{ user.name }}", "campaign or constant, as in {{ profile.name }}"),
        arguments("{{ traits.plan }}", "campaign or constant, as in {{ profile.plan }}"),
        arguments("{{ plan }}", "campaign or constant, as in {{ profile.plan }}"),
        arguments("{% if vip %}{% endif %}", "nothing is named 'vip'"),
        arguments("{% for x in list %}{% endfor %}", "nothing is named 'list'"),
        arguments(
            "{{ campaign.nane }}", "a campaign has id, name, run and planned_at, found: nane"),
        arguments("{{ profile.whole | divided_by: 0 }}", FOR_EVERY_USER),
        arguments("{{ profile.whole | modulo: '0.0' }}", FOR_EVERY_USER),
        arguments("{{ profile.whole | divided_by: nil }}", FOR_EVERY_USER),
        arguments("{% assign a = 0 %}{{ profile.whole | divided_by: a }}", FOR_EVERY_USER),
        arguments("{% assign a = 1 | minus: 1 %}{{ 1 | divided_by: a }}", FOR_EVERY_USER),
        arguments("{% if profile.vip %}{{ 1 | divided_by: 0 }}{% endif %}", FOR_EVERY_USER),
        arguments("{{ profile.whole | plus: 'x' }}", FOR_EVERY_USER),
        arguments("{{ 'x' | plus: profile.whole | round: 'x' }}", FOR_EVERY_USER),
        arguments("{{ 'x' | plus: 1 }}", FOR_EVERY_USER),
        arguments("{{ profile.x | truncate: 'x' }}", FOR_EVERY_USER),
        arguments("{{ '1e999999999' | round }}", FOR_EVERY_USER),
        arguments("{{ profile.tags | concat: 'x' }}", FOR_EVERY_USER),
        arguments("{% if 'a' > 5 %}{% endif %}", FOR_EVERY_USER),
        arguments("{% if profile.x > true %}{% endif %}", FOR_EVERY_USER),
        arguments("{% if profile.x > blank %}{% endif %}", "blank stands beside == and !="),
        arguments("{% if profile.x contains empty %}{% endif %}", "empty stands beside =="),
        arguments("{% if blank %}{% endif %}", "blank stands beside == and !="),
        arguments("{% unless empty %}{% endunless %}", "empty stands beside == and !="),
        arguments("{% if profile.x and blank %}{% endif %}", "blank stands beside == and !="),
        arguments("{% if true %}{% elsif blank %}{% endif %}", "blank stands beside == and !="),
        arguments("{% case blank %}{% when 1 %}{% endcase %}", "blank stands beside == and !="),
        arguments(
            "{% assign x = blank %}{% if profile.missing == x %}{% endif %}",
            "character 48: x is an empty text here; write blank itself"),
        arguments(
            "{% assign none = empty %}{% unless none != profile.tags %}{% endunless %}",
            "none is an empty text here; write empty itself"),
        arguments(
            "{% assign x = blank %}{% case profile.name %}{% when 'a' or x %}{% endcase %}",
            "x is an empty text here; write blank itself"),
        arguments("{% for i in (1..3) %}a{% else %}b{% endfor %}", "put {% if %} around the loop"),
        arguments("{{ profile.x? }}", "no name ends with a question mark"),
        arguments("{{ forloop.index }}", "nothing is named 'forloop'"),
        arguments(
            "{% for t in profile.tags limitt: 2 %}{% endfor %}",
            "a loop takes limit and offset, found limitt"),
        arguments("{{ profile.x | number | plus: 1 }}", "the filter 'number' comes last"),
        arguments("x {{ profile.x | number }}", "the filter 'number' comes last"),
        arguments(" {{ profile.x | number }}", "the filter 'number' comes last"),
        arguments("{{ profile.x | number }}{{ 1 }}", "the filter 'number' comes last"),
        arguments("{{ profile.x | number | number }}", "the filter 'number' comes last"),
        arguments("{% assign a = 1 | number %}", "the filter 'number' comes last"),
        arguments("{{ profile.x | number: 2 }}", "the filter 'number' takes 0 parameters"),
        arguments("{{ profile.x | default: 'a', 'b' }}", "takes one value, and after it"),
        arguments("{{ profile.x | default: 'a', allow_fals: true }}", "after it allow_false"),
        arguments("{{ profile.x | default: allow_false: true }}", "only after a value"),
        arguments("{{ profile.x | append: to: 'a' }}", "takes no parameter named 'to'"),
        arguments("{{ profile.x | date: '%Y', 'UTC', 1 }}", "takes 1 to 2 parameters"),
        arguments("{{ ['profile'] }}", "cannot begin with a quoted name"),
        arguments("{{ [profile] }}", "cannot begin with a computed name"),
        arguments("{{ profile.x }}" + "x".repeat(32_000), "32,000 are the most"),
        arguments(
            "{{ " + "(".repeat(15_000) + "profile.x" + ")".repeat(15_000) + " }}", "template"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void findsNoFaultInWhatCanBeRendered(String template, String text) {
    assertThat(LANGUAGE.faultOf(template, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ profile.first_name | round }}",
        "{{ profile.first_name | times: 2 }}",
        "{% if profile.first_name < 3 %}{% endif %}",
        "{{ profile.whole | sort }}",
        "{{ 'x' | slice: profile.first_name }}",
        "{{ profile.big | times: profile.big | times: 1 | truncate: profile.big }}",
        "{% for i in (1..100000000) %}{% endfor %}",
        "{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}{% endfor %}",
        "{% for i in (1..9000) %}{{ profile.evil }}{% endfor %}",
        "{% assign s = 'xxxxxxxx' %}{% for i in (1..99) %}{% assign s = s | append: s %}{% endfor %}",
        "{% assign s = profile.whole %}{% for i in (1..99) %}{% assign s = s | times: s %}{% endfor %}{{ s }}",
        "{% assign s = profile.price %}{% for i in (1..99) %}{% assign s = s | times: s %}{% endfor %}{{ s }}",
        "{% assign s = profile.tags %}{% for i in (1..99) %}{% assign s = s | concat: s %}{% endfor %}",
      })
  void callsAUserInvalidWhoseValuesDoNotFit(String template) {
    assertThatThrownBy(() -> render(template)).isInstanceOf(Unfit.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "de-DE"})
  void answersTheSameWhateverTheMachinesLanguage(String language) throws TemplateFault {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      assertThat(
              render(
                  "{{ 'title' | upcase }} {{ profile.price | round: 1 }} {{ profile.day | date:"
                      + " '%B %e %F %C' }}"))
          .isEqualTo("TITLE 500.1 March  1 2026-03-01 20");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aTextLeavesNothingBehindForTheNext() throws TemplateFault {
    assertThat(render("{% assign leftover = 'x' %}")).isEqualTo("");
    assertThat(render("{% if false %}{% assign leftover = 1 %}{% endif %}{{ leftover }}."))
        .isEqualTo(".");
  }

  @ParameterizedTest
  @MethodSource("uses")
  void knowsWhatATextRefersTo(String template, References references) throws TemplateFault {
    assertThat(LANGUAGE.compile(template).references()).isEqualTo(references);
  }

  static Stream<Arguments> uses() {
    return Stream.of(
        arguments("constant", References.NONE),
        arguments(
            "{{ profile.constant }}", new References(Set.of("constant"), false, false, false)),
        arguments("{{ constant[0] }}", new References(Set.of(), false, true, false)),
        arguments(
            "{% for c in constant %}{{ c }}{% endfor %}",
            new References(Set.of(), false, true, false)),
        arguments("{{ campaign.name }}", References.NONE),
        arguments("{{ event.name }}", new References(Set.of(), false, false, true)),
        arguments(
            "{% for p in event.properties %}{% endfor %}",
            new References(Set.of(), false, false, true)),
        arguments(
            "{{ profile['a b'] }}{{ profile.x.y }}",
            new References(Set.of("a b", "x"), false, false, false)),
        arguments("{{ profile[constant[0]] }}", new References(Set.of(), true, true, false)),
        arguments("{{ profile.size }}", new References(Set.of(), true, false, false)),
        arguments(
            "{% for p in profile %}{% endfor %}", new References(Set.of(), true, false, false)),
        arguments("{% comment %}{{ constant }}{% endcomment %}{{ 1 }}", References.NONE));
  }

  private static @Nullable Object render(String template) throws TemplateFault {
    var constant = new ArrayList<Object>(List.of("P-1", 2L));
    Map<String, Object> variables =
        Map.of(
            "profile",
            JsonValues.fieldsOf(PROFILE, name -> true),
            "campaign",
            Map.of(
                "id",
                "winback",
                "name",
                "Win",
                "run",
                "winback@x",
                "planned_at",
                "2026-12-07T14:00:00Z"),
            "constant",
            constant,
            DateFilter.DUE,
            Campaigns.DUE);
    return LANGUAGE.compile(template).template().render(variables);
  }
}
