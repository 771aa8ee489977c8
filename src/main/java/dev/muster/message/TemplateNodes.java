package dev.muster.message;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import liqp.Insertions;
import liqp.PlainBigDecimal;
import liqp.TemplateContext;
import liqp.filters.Filters;
import liqp.nodes.AtomNode;
import liqp.nodes.AttributeNode;
import liqp.nodes.InsertionNode;
import liqp.nodes.LNode;
import liqp.nodes.LookupNode;
import liqp.org.antlr.v4.runtime.ParserRuleContext;
import liqp.org.antlr.v4.runtime.misc.Interval;
import liqp.parser.v4.NodeVisitor;
import liquid.parser.v4.LiquidParser;
import liquid.parser.v4.LiquidParser.AttributeContext;
import liquid.parser.v4.LiquidParser.Case_tagContext;
import liquid.parser.v4.LiquidParser.ExprContext;
import liquid.parser.v4.LiquidParser.Expr_containsContext;
import liquid.parser.v4.LiquidParser.Expr_eqContext;
import liquid.parser.v4.LiquidParser.Expr_relContext;
import liquid.parser.v4.LiquidParser.For_attributeContext;
import liquid.parser.v4.LiquidParser.For_rangeContext;
import liquid.parser.v4.LiquidParser.IndexContext;
import liquid.parser.v4.LiquidParser.Lookup_emptyContext;
import liquid.parser.v4.LiquidParser.Lookup_id_indexesContext;
import liquid.parser.v4.LiquidParser.Param_expr_key_valueContext;
import liquid.parser.v4.LiquidParser.TermContext;
import liquid.parser.v4.LiquidParser.Term_BlankContext;
import liquid.parser.v4.LiquidParser.Term_DoubleNumContext;
import liquid.parser.v4.LiquidParser.Term_EmptyContext;
import liquid.parser.v4.LiquidParser.Term_LongNumContext;
import org.jspecify.annotations.Nullable;

/**
 * Turns a template that was read into nodes that can be rendered. Liquid's Java version compares
 * numbers with a tolerance, quotes values in its errors, does not know {@code blank}, and counts
 * halves of emoji: what compares, counts or looks up is Muster's own.
 */
final class TemplateNodes extends NodeVisitor {
  private static final int MOST_SHOWN = 60;

  private final Insertions tags;

  TemplateNodes(Insertions tags, Filters filters) {
    super(tags, filters, true);
    this.tags = tags;
  }

  /** A named parameter of a filter, such as {@code allow_false: true}. */
  record Named(String name, @Nullable Object value) {}

  /** Decimals are exact. */
  @Override
  public LNode visitTerm_DoubleNum(Term_DoubleNumContext number) {
    return new AtomNode(new PlainBigDecimal(number.getText()));
  }

  @Override
  public LNode visitTerm_LongNum(Term_LongNumContext number) {
    var exact = new PlainBigDecimal(number.getText());
    return new AtomNode(exact.precision() < 19 ? (Object) exact.longValueExact() : exact);
  }

  /** Beside {@code ==} it is a question; anywhere else it is empty text, as in Liquid. */
  @Override
  public LNode visitTerm_Blank(Term_BlankContext word) {
    return new AtomNode("");
  }

  @Override
  public LNode visitTerm_Empty(Term_EmptyContext word) {
    return new AtomNode("");
  }

  @Override
  public LNode visitLookup_empty(Lookup_emptyContext word) {
    return new AtomNode("");
  }

  @Override
  public LNode visitExpr_eq(Expr_eqContext equation) {
    boolean wanted = equation.op.getType() == LiquidParser.Eq;
    var left = Words.in(equation.lhs);
    var right = Words.in(equation.rhs);
    if (right != null) {
      var asked = visit(equation.lhs);
      return context -> right.test(asked.render(context)) == wanted;
    }
    var asked = visit(equation.rhs);
    if (left != null) {
      return context -> left.test(asked.render(context)) == wanted;
    }
    var other = visit(equation.lhs);
    return context -> Values.equal(other.render(context), asked.render(context)) == wanted;
  }

  /** What is absent is neither more nor less than anything. */
  @Override
  public LNode visitExpr_rel(Expr_relContext comparison) {
    var left = visit(comparison.lhs);
    var right = visit(comparison.rhs);
    IntPredicate holds =
        switch (comparison.op.getType()) {
          case LiquidParser.Lt -> order -> order < 0;
          case LiquidParser.LtEq -> order -> order <= 0;
          case LiquidParser.Gt -> order -> order > 0;
          default -> order -> order >= 0;
        };
    var what = "two numbers or two texts beside " + comparison.op.getText();
    var place = written(comparison) + ": ";
    return context -> {
      var one = left.render(context);
      var other = right.render(context);
      try {
        return one != null && other != null && holds.test(Values.compare(one, other, what));
      } catch (Unfit unfit) {
        throw unfit.in(place);
      }
    };
  }

  /** As it stands in the file, cut where it gets long. */
  private static String written(ParserRuleContext part) {
    var text =
        part.start
            .getInputStream()
            .getText(Interval.of(part.start.getStartIndex(), part.stop.getStopIndex()));
    return text.codePointCount(0, text.length()) <= MOST_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_SHOWN)) + "…";
  }

  @Override
  public LNode visitExpr_contains(Expr_containsContext containment) {
    var left = visit(containment.lhs);
    var right = visit(containment.rhs);
    return context -> Values.contain(left.render(context), right.render(context));
  }

  private record Branch(Predicates when, LNode block) {}

  /** Whether a value is what is asked for. */
  private interface Predicates {
    boolean hold(@Nullable Object value, TemplateContext context);
  }

  @Override
  public LNode visitCase_tag(Case_tagContext choice) {
    var subject = visit(choice.expr());
    var branches =
        choice.when_tag().stream()
            .map(when ->
                new Branch(
                    anyOf(when.term().stream().map(this::asked).toList()),
                    visitBlock(when.block())))
            .toList();
    var otherwise = choice.else_tag() == null ? null : visitBlock(choice.else_tag().block());
    return context -> {
      var value = subject.render(context);
      for (var branch : branches) {
        if (branch.when().hold(value, context)) {
          return branch.block().render(context);
        }
      }
      return otherwise == null ? null : otherwise.render(context);
    };
  }

  private Predicates asked(TermContext term) {
    var word = Words.in(term);
    if (word != null) {
      return (value, _) -> word.test(value);
    }
    var wanted = visit(term);
    return (value, context) -> Values.equal(value, wanted.render(context));
  }

  private static Predicates anyOf(List<Predicates> several) {
    return (value, context) -> several.stream().anyMatch(one -> one.hold(value, context));
  }

  @Override
  public LNode visitFor_range(For_rangeContext loop) {
    var range = "(" + loop.from.getText() + ".." + loop.to.getText() + ")";
    var parts =
        new ArrayList<LNode>(
            List.of(
                new AtomNode(false),
                new AtomNode(loop.id().getText()),
                counted("the range " + range + ": ", loop.from),
                counted("the range " + range + ": ", loop.to),
                visitBlock(loop.block()),
                new AtomNode(range),
                new AtomNode(loop.Reversed() != null)));
    loop.for_attribute().forEach(attribute -> parts.add(visit(attribute)));
    return new InsertionNode(tags.get("for"), parts);
  }

  @Override
  public LNode visitFor_attribute(For_attributeContext attribute) {
    if (attribute.Continue() != null) {
      return super.visitFor_attribute(attribute);
    }
    var name = (attribute.Id() == null ? attribute.Offset() : attribute.Id()).getText();
    return new AttributeNode(
        new AtomNode(name), counted("a loop's " + name + ": ", attribute.expr()));
  }

  @Override
  public LNode visitAttribute(AttributeContext attribute) {
    var name = (attribute.Id() == null ? attribute.Offset() : attribute.Id()).getText();
    return new AttributeNode(
        new AtomNode(name), counted("a table's " + name + ": ", attribute.expr()));
  }

  /** A number of rounds, cut to what can be counted. */
  private LNode counted(String place, ExprContext expression) {
    var number = visit(expression);
    return context -> {
      try {
        var whole = Values.number(number.render(context)).setScale(0, RoundingMode.DOWN);
        return whole
            .max(BigDecimal.valueOf(Integer.MIN_VALUE / 2))
            .min(BigDecimal.valueOf(Integer.MAX_VALUE / 2))
            .intValueExact();
      } catch (Unfit unfit) {
        throw unfit.in(place);
      }
    };
  }

  @Override
  public LookupNode visitLookup_id_indexes(Lookup_id_indexesContext reference) {
    var node = new LookupNode(reference.id().getText());
    reference.index().forEach(index -> node.add(indexable(index)));
    return node;
  }

  private LookupNode.Indexable indexable(IndexContext index) {
    if (index.Dot() != null) {
      var name = index.id2().getText();
      return (value, context) -> named(name, value, context);
    }
    var key = visit(index.expr());
    return (value, context) ->
        switch (key.render(context)) {
          case null -> null;
          case Number number -> Values.itemAt(number, value);
          case Object name ->
              Values.isList(value) ? null : named(TemplateText.joined(name), value, context);
        };
  }

  private static @Nullable Object named(
      String name, @Nullable Object value, TemplateContext context) {
    return value instanceof CharSequence text && name.equals("size")
        ? text.codePoints().count()
        : new LookupNode.Hash(name).get(value, context);
  }

  @Override
  public LNode visitParam_expr_key_value(Param_expr_key_valueContext parameter) {
    var name = parameter.id2().getText();
    var value = visit(parameter.expr());
    return context -> new Named(name, value.render(context));
  }
}
