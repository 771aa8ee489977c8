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
       "space": "2026-07-01 09:30:00", "epoch": 1767225600, "size": "M"}
      """;

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
        arguments("{% increment n %}{% increment n %}", "01"));
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
    assertThat(LANGUAGE.faultOf(template)).hasValueSatisfying(s -> assertThat(s).contains(fault));
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
        arguments("{{ ['profile'] }}", "cannot begin with a quoted name"),
        arguments("{{ [profile] }}", "cannot begin with a computed name"),
        arguments("{{ profile.x }}" + "x".repeat(32_000), "32,000 are the most"),
        arguments(
            "{{ " + "(".repeat(15_000) + "profile.x" + ")".repeat(15_000) + " }}", "template"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void findsNoFaultInWhatCanBeRendered(String template, String text) {
    assertThat(LANGUAGE.faultOf(template)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ profile.first_name | round }}",
        "{{ profile.first_name | times: 2 }}",
        "{{ profile.whole | divided_by: 0 }}",
        "{{ profile.whole | modulo: 0 }}",
        "{% if profile.first_name < 3 %}{% endif %}",
        "{{ profile.whole | sort }}",
        "{{ 'x' | slice: profile.first_name }}",
        "{{ profile.big | times: profile.big | times: 1 | truncate: profile.big }}",
        "{% for i in (1..100000000) %}{% endfor %}",
        "{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}{% endfor %}",
        "{% for i in (1..9000) %}{{ profile.evil }}{% endfor %}",
        "{% assign s = 'xxxxxxxx' %}{% for i in (1..99) %}{% assign s = s | append: s %}{% endfor"
            + " %}",
        "{% assign s = 3 %}{% for i in (1..99) %}{% assign s = s | times: s %}{% endfor %}{{ s }}",
        "{% assign s = 1.1 %}{% for i in (1..99) %}{% assign s = s | times: s %}{% endfor %}{{ s"
            + " }}",
        "{% assign s = profile.tags %}{% for i in (1..99) %}{% assign s = s | concat: s %}{% endfor"
            + " %}",
        "{{ '1e999999999' | round }}",
        "{{ '1e999999999' | plus: 1 }}",
      })
  void callsAUserInvalidWhoseValuesDoNotFit(String template) {
    assertThatThrownBy(() -> render(template)).isInstanceOf(Unfit.class);
  }

  @Test
  void answersTheSameWhateverTheMachinesLanguage() throws TemplateFault {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      assertThat(
              render(
                  "{{ 'title' | upcase }} {{ profile.price | round: 1 }} {{ profile.day | date:"
                      + " '%B' }}"))
          .isEqualTo("TITLE 500.1 March");
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
        arguments("{{ profile.constant }}", new References(Set.of("constant"), false, false)),
        arguments("{{ constant[0] }}", new References(Set.of(), false, true)),
        arguments(
            "{% for c in constant %}{{ c }}{% endfor %}", new References(Set.of(), false, true)),
        arguments("{{ campaign.name }}", References.NONE),
        arguments(
            "{{ profile['a b'] }}{{ profile.x.y }}",
            new References(Set.of("a b", "x"), false, false)),
        arguments("{{ profile[constant[0]] }}", new References(Set.of(), true, true)),
        arguments("{{ profile.size }}", new References(Set.of(), true, false)),
        arguments("{% for p in profile %}{% endfor %}", new References(Set.of(), true, false)),
        arguments("{% comment %}{{ constant }}{% endcomment %}{{ 1 }}", References.NONE));
  }

  private static @Nullable Object render(String template) throws TemplateFault {
    var constant = new ArrayList<Object>(List.of("P-1", 2L));
    Map<String, Object> variables =
        Map.of(
            "profile",
            Json.fieldsOf(PROFILE, name -> true),
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
