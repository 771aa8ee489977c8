package dev.muster.message;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import liqp.org.antlr.v4.runtime.ParserRuleContext;
import liqp.org.antlr.v4.runtime.tree.ParseTree;
import liquid.parser.v4.LiquidParser.AssignmentContext;
import liquid.parser.v4.LiquidParser.AttributeContext;
import liquid.parser.v4.LiquidParser.Capture_tag_IdContext;
import liquid.parser.v4.LiquidParser.Capture_tag_StrContext;
import liquid.parser.v4.LiquidParser.Expr_termContext;
import liquid.parser.v4.LiquidParser.FilterContext;
import liquid.parser.v4.LiquidParser.For_arrayContext;
import liquid.parser.v4.LiquidParser.For_attributeContext;
import liquid.parser.v4.LiquidParser.For_rangeContext;
import liquid.parser.v4.LiquidParser.Include_relative_tagContext;
import liquid.parser.v4.LiquidParser.Include_tagContext;
import liquid.parser.v4.LiquidParser.IndexContext;
import liquid.parser.v4.LiquidParser.Lookup_IdContext;
import liquid.parser.v4.LiquidParser.Lookup_StrContext;
import liquid.parser.v4.LiquidParser.Lookup_id_indexesContext;
import liquid.parser.v4.LiquidParser.Simple_tagContext;
import liquid.parser.v4.LiquidParser.Table_tagContext;
import liquid.parser.v4.LiquidParser.Term_StrContext;
import org.jspecify.annotations.Nullable;

/**
 * What templates refer to, so that no more than that is read for each user.
 *
 * @param attributes the profile's attributes that are named
 * @param wholeProfile whether the profile is also used as a whole or by a computed name
 * @param constant whether the constant event property's values are used
 * @param event whether the triggering event is used
 */
record References(Set<String> attributes, boolean wholeProfile, boolean constant, boolean event) {
  static final References NONE = new References(Set.of(), false, false, false);

  static final String EVENT = "event";
  private static final Set<String> OF_AN_EVENT = Set.of("name", "id", "occurred_at", "properties");
  private static final Set<String> CAMPAIGN = Set.of("id", "name", "run", "planned_at");
  private static final Set<String> ALWAYS_THERE = Set.of("profile", "campaign", "constant");
  private static final Set<String> OF_A_LOOP = Set.of("limit", "offset");
  private static final Set<String> OF_A_TABLE = Set.of("cols", "limit", "offset");

  /** What other systems call the profile. */
  private static final Set<String> PERSON =
      Set.of(
          "user",
          "users",
          "person",
          "customer",
          "contact",
          "recipient",
          "subscriber",
          "member",
          "lead",
          "visitor",
          "attributes",
          "attribute",
          "traits",
          "trait",
          "properties",
          "Profile",
          "User",
          "profiles",
          "custom_attribute",
          "user_attributes",
          "user_properties");

  References {
    attributes = Set.copyOf(attributes);
  }

  /** These and those. */
  References and(References others) {
    var both = new HashSet<>(attributes);
    both.addAll(others.attributes);
    return new References(
        both,
        wholeProfile || others.wholeProfile,
        constant || others.constant,
        event || others.event);
  }

  /**
   * All that a template refers to.
   *
   * @param all the template's nodes
   * @param live whether there is an event
   * @throws TemplateFault when it uses a name, a filter or a tag that does not exist
   */
  static References in(List<ParseTree> all, boolean live) throws TemplateFault {
    var known = new HashSet<>(ALWAYS_THERE);
    if (live) {
      known.add(EVENT);
    }
    all.forEach(node -> addNameGivenBy(node, known));
    var references = NONE;
    for (var node : all) {
      references = references.and(of(node, known));
    }
    return references;
  }

  /** Whether a name is one that templates are given, not one that they give. */
  static boolean isGiven(String name) {
    return ALWAYS_THERE.contains(name) || name.equals(EVENT);
  }

  /** Adds the name that a node gives to a value of its own, if it does. */
  static void addNameGivenBy(ParseTree node, Collection<String> names) {
    switch (node) {
      case AssignmentContext assign -> names.add(assign.id().getText());
      case Capture_tag_IdContext capture -> names.add(capture.id().getText());
      case Capture_tag_StrContext capture -> names.add(unquoted(capture.Str().getText()));
      case For_arrayContext loop -> names.addAll(List.of(loop.id().getText(), "forloop"));
      case For_rangeContext loop -> names.addAll(List.of(loop.id().getText(), "forloop"));
      case Table_tagContext loop -> names.addAll(List.of(loop.id().getText(), "tablerowloop"));
      case Simple_tagContext counter when counter.other_tag_parameters() != null ->
          names.add(counter.other_tag_parameters().getText());
      default -> {}
    }
  }

  private static References of(ParseTree node, Set<String> known) throws TemplateFault {
    return switch (node) {
      case Lookup_id_indexesContext reference -> of(reference, known);
      case Lookup_IdContext computed ->
          throw TemplateFault.at(computed, "a reference cannot begin with a computed name");
      case Lookup_StrContext quoted ->
          throw TemplateFault.at(quoted, "a reference cannot begin with a quoted name");
      case FilterContext filter -> {
        TemplateFilters.check(filter);
        yield NONE;
      }
      case For_attributeContext attribute when attribute.Id() != null -> {
        checkAttribute(attribute, attribute.Id().getText(), OF_A_LOOP);
        yield NONE;
      }
      case AttributeContext attribute when attribute.Id() != null -> {
        checkAttribute(attribute, attribute.Id().getText(), OF_A_TABLE);
        yield NONE;
      }
      case Simple_tagContext tag
          when tag.SimpleTagId().getText().equals("abort") && tag.other_tag_parameters() != null ->
          throw TemplateFault.at(tag, "{% abort %} takes nothing");
      case Include_tagContext tag ->
          throw TemplateFault.at(tag, "no tag is named 'include': a template cannot read files");
      case Include_relative_tagContext tag ->
          throw TemplateFault.at(
              tag, "no tag is named 'include_relative': a template cannot read files");
      default -> NONE;
    };
  }

  /** Liquid would pass over what it does not know. */
  private static void checkAttribute(ParserRuleContext attribute, String name, Set<String> known)
      throws TemplateFault {
    if (!known.contains(name)) {
      throw TemplateFault.at(
          attribute,
          "a loop takes %s, found %s".formatted(String.join(" and ", new TreeSet<>(known)), name));
    }
  }

  private static References of(Lookup_id_indexesContext reference, Set<String> known)
      throws TemplateFault {
    var root = reference.id().getText();
    var name = reference.index().isEmpty() ? null : nameIn(reference.index(0));
    if (reference.QMark() != null) {
      throw TemplateFault.at(
          reference, "no name ends with a question mark, found " + reference.getText());
    }
    if (root.equals(EVENT) && !known.contains(root)) {
      throw TemplateFault.at(
          reference,
          "expected profile, campaign or constant, found event,"
              + " which only templates of live campaigns (who.live) have");
    }
    if (!known.contains(root)) {
      throw TemplateFault.at(
          reference,
          "nothing is named '%s', expected %s, as in {{ profile.%s }}"
                  .formatted(
                      root,
                      known.contains(EVENT)
                          ? "profile, campaign, constant or event"
                          : "profile, campaign or constant",
                      PERSON.contains(root) && name != null ? name : root)
              + (isTakenByFilter(reference) ? ", or a text in quotes: '%s'".formatted(root) : ""));
    }
    return switch (root) {
      case "constant" -> new References(Set.of(), false, true, false);
      case "profile" ->
          name == null
              ? new References(Set.of(), true, false, false)
              : new References(Set.of(name), false, false, false);
      case EVENT -> {
        if (name != null && !OF_AN_EVENT.contains(name)) {
          throw TemplateFault.at(
              reference,
              "an event has name, id, occurred_at and properties, found: %s; a property is {{ event.properties.%1$s }}"
                  .formatted(name));
        }
        yield new References(Set.of(), false, false, true);
      }
      case "campaign" -> {
        if (name != null && !CAMPAIGN.contains(name)) {
          throw TemplateFault.at(
              reference, "a campaign has id, name, run and planned_at, found: " + name);
        }
        yield NONE;
      }
      default -> NONE;
    };
  }

  private static boolean isTakenByFilter(ParseTree node) {
    for (var each = node.getParent(); each != null; each = each.getParent()) {
      if (each instanceof FilterContext) {
        return true;
      }
    }
    return false;
  }

  /** The name in {@code .name} or {@code ['name']}, null when it is computed. */
  private static @Nullable String nameIn(IndexContext index) {
    if (index.Dot() != null) {
      var name = index.id2().getText();
      return name.equals("size") ? null : name;
    }
    return index.expr() instanceof Expr_termContext expression
            && expression.term() instanceof Term_StrContext text
        ? unquoted(text.Str().getText())
        : null;
  }

  private static String unquoted(String literal) {
    return literal.substring(1, literal.length() - 1);
  }
}
