package dev.muster.message;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.file.TemplateCheck;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import liqp.Insertions;
import liqp.TemplateParser;
import liqp.blocks.Capture;
import liqp.blocks.Case;
import liqp.blocks.Comment;
import liqp.blocks.Cycle;
import liqp.blocks.For;
import liqp.blocks.If;
import liqp.blocks.Ifchanged;
import liqp.blocks.Raw;
import liqp.blocks.Tablerow;
import liqp.blocks.Unless;
import liqp.exceptions.LiquidException;
import liqp.filters.Filters;
import liqp.org.antlr.v4.runtime.tree.ParseTree;
import liqp.parser.Flavor;
import liqp.tags.Assign;
import liqp.tags.Break;
import liqp.tags.Continue;
import liqp.tags.Decrement;
import liqp.tags.Increment;
import org.jspecify.annotations.Nullable;

/**
 * The Liquid that campaign files are written in: the standard tags without those that read files,
 * {@code {% abort %}}, and the filters of {@link TemplateFilters}. Loops end after {@link
 * #MOST_ITERATIONS} rounds, texts at the size of a message.
 */
public final class TemplateLanguage implements TemplateCheck {
  /** The most rounds of all loops of a text together. */
  static final int MOST_ITERATIONS = 10_000;

  private static final int MOST_CHARACTERS = Batch.MESSAGE_BYTES;
  private static final Insertions TAGS =
      Insertions.of(
          new AbortTag(),
          new Assign(),
          new Break(),
          new Capture(),
          new Case(),
          new Comment(),
          new Continue(),
          new Cycle(),
          new Decrement(),
          new For(),
          new If(),
          new Ifchanged(),
          new Increment(),
          new Raw(),
          new Tablerow(),
          new Unless());

  private final TemplateParser parser;
  private final Filters filters;

  /**
   * @param zone where dates and clock times without one are read by the filter {@code date}: the
   *     account's
   */
  public TemplateLanguage(ZoneId zone) {
    parser =
        new TemplateParser.Builder()
            .withFlavor(Flavor.LIQUID)
            .withTag(new AbortTag())
            .withDefaultTimeZone(zone)
            .withMaxIterations(MOST_ITERATIONS)
            .withRenderTransformer(new TemplateText())
            .build();
    filters = TemplateFilters.all(zone);
  }

  /**
   * What is wrong with a text of {@code what.properties}, as one line with the place inside the
   * text: its syntax, a tag, a filter or its parameters, a name that nothing has, what fails for
   * every user.
   */
  @Override
  public Optional<String> faultOf(String template, boolean live) {
    try {
      compile(template, live);
      return Optional.empty();
    } catch (TemplateFault fault) {
      return Optional.of(fault.getMessage());
    }
  }

  @Override
  public Optional<String> faultForEverybody(Campaign campaign) {
    return LeastMessage.faultOf(campaign);
  }

  /**
   * The profile attributes that templates name.
   *
   * @param properties as under {@code what.properties}, without faults
   */
  public Set<String> attributesIn(Map<String, @Nullable Object> properties) {
    return Property.of(Composer.PROPERTIES, properties, this).references().attributes();
  }

  /**
   * Reads a text that was found right before.
   *
   * @throws TemplateFault when something is wrong with it
   */
  CompiledTemplate compile(String text) throws TemplateFault {
    return compile(text, true);
  }

  /**
   * Reads a text.
   *
   * @param live whether templates have an event
   * @throws TemplateFault when something is wrong with it
   */
  private CompiledTemplate compile(String text, boolean live) throws TemplateFault {
    if (!text.contains("{{") && !text.contains("{%")) {
      return new CompiledTemplate(new Template.Plain(text), References.NONE);
    }
    if (text.length() > MOST_CHARACTERS) {
      throw new TemplateFault(
          "the template has %,d characters, %,d are the most"
              .formatted(text.length(), MOST_CHARACTERS));
    }
    try {
      var tree = parser.parse(text).getParseTree();
      var parts = new ArrayList<ParseTree>();
      flatten(tree, parts);
      var references = References.in(parts, live);
      var typed = Outputs.typed(tree, parts);
      var template =
          typed == null
              ? new Template.Text(parser, nodes().visit(tree))
              : new Template.Typed(parser, nodes().visit(typed));
      new Certain(parser, nodes()).check(parts, template);
      return new CompiledTemplate(template, references);
    } catch (LiquidException wrong) {
      throw TemplateFault.of(wrong, text);
    } catch (StackOverflowError tooDeep) {
      throw new TemplateFault("the template is nested too deeply");
    }
  }

  private static void flatten(ParseTree node, List<ParseTree> into) {
    into.add(node);
    for (int i = 0; i < node.getChildCount(); i++) {
      flatten(node.getChild(i), into);
    }
  }

  private TemplateNodes nodes() {
    return new TemplateNodes(TAGS, filters);
  }

  /** A text that was read, and what it refers to. */
  record CompiledTemplate(Template template, References references) {}
}
