package dev.muster.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import liqp.TemplateContext;
import liqp.TemplateParser;
import liqp.nodes.LNode;
import liqp.org.antlr.v4.runtime.ParserRuleContext;
import liqp.org.antlr.v4.runtime.tree.ParseTree;
import liquid.parser.v4.LiquidParser.AssignmentContext;
import liquid.parser.v4.LiquidParser.Case_tagContext;
import liquid.parser.v4.LiquidParser.Elsif_tagContext;
import liquid.parser.v4.LiquidParser.ExprContext;
import liquid.parser.v4.LiquidParser.Expr_containsContext;
import liquid.parser.v4.LiquidParser.Expr_eqContext;
import liquid.parser.v4.LiquidParser.Expr_logicContext;
import liquid.parser.v4.LiquidParser.Expr_relContext;
import liquid.parser.v4.LiquidParser.Expr_termContext;
import liquid.parser.v4.LiquidParser.FilterContext;
import liquid.parser.v4.LiquidParser.If_tagContext;
import liquid.parser.v4.LiquidParser.LookupContext;
import liquid.parser.v4.LiquidParser.Lookup_emptyContext;
import liquid.parser.v4.LiquidParser.Lookup_id_indexesContext;
import liquid.parser.v4.LiquidParser.OutputContext;
import liquid.parser.v4.LiquidParser.ParseContext;
import liquid.parser.v4.LiquidParser.Term_FalseContext;
import liquid.parser.v4.LiquidParser.Term_TrueContext;
import liquid.parser.v4.LiquidParser.Unless_tagContext;
import liquid.parser.v4.LiquidParser.When_tagContext;

/** Finds what fails, or says nothing, whatever a profile holds, such as a division by 0. */
final class Certain {
  static final String FOR_EVERYBODY = "; it fails for every user";

  /** Filters whose parameters may be wrong by themselves; all of them take text that is 1. */
  private static final Set<String> PARTICULAR =
      Set.of(
          "at_least",
          "at_most",
          "concat",
          "divided_by",
          "minus",
          "modulo",
          "plus",
          "replace",
          "round",
          "slice",
          "times",
          "truncate",
          "truncatewords");

  private final TemplateParser settings;
  private final TemplateNodes nodes;
  private final Map<String, Object> constants = new HashMap<>();

  /** Names of what was {@code blank} or {@code empty} and is an empty text by its name. */
  private final Map<String, String> namedWords = new HashMap<>();

  Certain(TemplateParser settings, TemplateNodes nodes) {
    this.settings = settings;
    this.nodes = nodes;
  }

  /**
   * Looks through a template.
   *
   * @param parts all of its nodes, it itself first
   * @param template what was made of it
   * @throws TemplateFault when a part of it fails for every user
   */
  void check(List<ParseTree> parts, Template template) throws TemplateFault {
    nameConstants(parts);
    for (var part : parts) {
      check(part);
    }
    if (parts.stream().noneMatch(Certain::variesByUser)) {
      try {
        template.render(Map.of());
      } catch (AbortTag.Aborted meant) {
        // Nobody gets it; that can be seen in the text.
      } catch (Unfit unfit) {
        if (!unfit.isOfSize()) {
          throw new TemplateFault("template: " + unfit.reason() + FOR_EVERYBODY);
        }
      }
    }
  }

  /** What a text calls by a name once and for all, as {@code {% assign none = 0 %}} does. */
  private void nameConstants(List<ParseTree> parts) {
    var given = new ArrayList<String>();
    parts.forEach(part -> References.addNameGivenBy(part, given));
    for (var part : parts) {
      if (part instanceof AssignmentContext assignment
          && Words.in(assignment.expr()) != null
          && assignment.filter().isEmpty()
          && Collections.frequency(given, assignment.id().getText()) == 1) {
        namedWords.put(assignment.id().getText(), assignment.expr().getText());
      }
      if (part instanceof AssignmentContext assignment
          && assignment.getParent().getParent().getParent() instanceof ParseContext
          && isConstant(assignment)) {
        var name = assignment.id().getText();
        var context = new TemplateContext(settings, new HashMap<>(constants));
        if (Collections.frequency(given, name) == 1 && canBeRendered(assignment, context)) {
          constants.put(name, context.get(name));
        }
      }
    }
  }

  private boolean canBeRendered(AssignmentContext assignment, TemplateContext context) {
    try {
      Template.rendered(nodes.visit(assignment), context);
      return true;
    } catch (Unfit faulty) {
      return false;
    }
  }

  private void check(ParseTree part) throws TemplateFault {
    switch (part) {
      case Expr_relContext comparison -> {
        for (var side : comparison.expr()) {
          refuseWord(side);
          refuseTruth(side, comparison.op.getText());
        }
        tryOut(comparison, nodes.visit(comparison));
      }
      case Expr_eqContext equation -> {
        if (Words.in(equation.lhs) == null && Words.in(equation.rhs) == null) {
          refuseNamedWord(equation.lhs);
          refuseNamedWord(equation.rhs);
        }
      }
      case When_tagContext when -> {
        for (var term : when.term()) {
          refuseNamedWord(term);
        }
      }
      case Expr_containsContext containment -> refuseWords(containment.expr());
      case Expr_logicContext both -> refuseWords(both.expr());
      case If_tagContext tag -> refuseWord(tag.expr());
      case Elsif_tagContext tag -> refuseWord(tag.expr());
      case Unless_tagContext tag -> refuseWord(tag.expr());
      case Case_tagContext tag -> refuseWord(tag.expr());
      case OutputContext output -> tryOut(output, nodes.visit(output));
      case AssignmentContext assignment -> tryOut(assignment, nodes.visit(assignment));
      case FilterContext filter when PARTICULAR.contains(filter.Id().getText()) ->
          tryOut(filter, context -> nodes.visitFilter(filter).apply("1", context));
      default -> {}
    }
  }

  private void tryOut(ParserRuleContext place, LNode node) throws TemplateFault {
    if (!isConstant(place)) {
      return;
    }
    try {
      Template.rendered(node, new TemplateContext(settings, new HashMap<>(constants)));
    } catch (Unfit unfit) {
      if (!unfit.isOfSize()) {
        throw TemplateFault.at(place, unfit.reason() + FOR_EVERYBODY);
      }
    }
  }

  private static void refuseWords(List<ExprContext> expressions) throws TemplateFault {
    for (var expression : expressions) {
      refuseWord(expression);
    }
  }

  private static void refuseWord(ExprContext expression) throws TemplateFault {
    if (Words.in(expression) != null) {
      throw TemplateFault.at(
          expression,
          "%s stands beside == and != or after when, as in {%% if profile.name == blank %%}"
              .formatted(expression.getText()));
    }
  }

  /** It would not ask: what is absent is not an empty text. */
  private void refuseNamedWord(ParserRuleContext side) throws TemplateFault {
    var word = namedWords.get(side.getText());
    if (word != null) {
      throw TemplateFault.at(
          side, "%s is an empty text here; write %s itself".formatted(side.getText(), word));
    }
  }

  private static void refuseTruth(ExprContext side, String operator) throws TemplateFault {
    if (side instanceof Expr_termContext expression
        && (expression.term() instanceof Term_TrueContext
            || expression.term() instanceof Term_FalseContext)) {
      throw TemplateFault.at(
          side,
          "expected two numbers or two texts beside %s, found %s%s"
              .formatted(operator, side.getText(), FOR_EVERYBODY));
    }
  }

  /** Whether it is the same for every user, at any time and wherever it stands. */
  private boolean isConstant(ParseTree part) {
    if (variesByUser(part) || (part instanceof LookupContext lookup && !isConstant(lookup))) {
      return false;
    }
    for (int i = 0; i < part.getChildCount(); i++) {
      if (!isConstant(part.getChild(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean isConstant(LookupContext lookup) {
    return switch (lookup) {
      case Lookup_emptyContext _ -> true;
      case Lookup_id_indexesContext reference -> constants.containsKey(reference.id().getText());
      default -> false;
    };
  }

  /** Whether a node by itself is of a user or a run; names that a text gives itself are not. */
  private static boolean variesByUser(ParseTree node) {
    return switch (node) {
      case Lookup_id_indexesContext reference -> References.isGiven(reference.id().getText());
      case FilterContext filter -> filter.Id().getText().equals("date");
      default -> false;
    };
  }
}
