package dev.muster.message;

import dev.muster.campaign.TemplateCheck;
import java.time.ZoneId;
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
import liqp.nodes.LNode;
import liqp.parser.Flavor;
import liqp.parser.v4.NodeVisitor;
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
   * text: its syntax, a tag, a filter or its parameters, a name that nothing has.
   */
  @Override
  public Optional<String> faultOf(String template) {
    try {
      compile(template);
      return Optional.empty();
    } catch (TemplateFault fault) {
      return Optional.of(fault.getMessage());
    }
  }

  /**
   * The profile attributes that templates name.
   *
   * @param properties as under {@code what.properties}, without faults
   */
  public Set<String> attributesIn(Map<String, @Nullable Object> properties) {
    return Property.of(properties, this).references().attributes();
  }

  /**
   * Reads a text.
   *
   * @throws TemplateFault when something is wrong with it
   */
  CompiledTemplate compile(String text) throws TemplateFault {
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
      var references = References.in(tree);
      var root = new NodeVisitor(TAGS, filters, parser.liquidStyleInclude).visit(tree);
      var bare = References.bare(tree);
      return new CompiledTemplate(
          bare == null
              ? new Template.Text(parser, root)
              : new Template.Reference(parser, nodeOf(bare)),
          references);
    } catch (LiquidException wrong) {
      throw TemplateFault.of(wrong, text);
    } catch (StackOverflowError tooDeep) {
      throw new TemplateFault("the template is nested too deeply");
    }
  }

  private LNode nodeOf(liqp.org.antlr.v4.runtime.tree.ParseTree lookup) {
    return new NodeVisitor(TAGS, filters, parser.liquidStyleInclude).visit(lookup);
  }

  /** A text that was read, and what it refers to. */
  record CompiledTemplate(Template template, References references) {}
}
