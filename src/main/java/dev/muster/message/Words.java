package dev.muster.message;

import java.util.function.Predicate;
import liqp.org.antlr.v4.runtime.tree.ParseTree;
import liquid.parser.v4.LiquidParser;
import liquid.parser.v4.LiquidParser.Lookup_emptyContext;
import liquid.parser.v4.LiquidParser.Term_BlankContext;
import liquid.parser.v4.LiquidParser.Term_EmptyContext;
import org.jspecify.annotations.Nullable;

/** The words that ask about a value: {@code blank} and {@code empty}. */
final class Words {
  private Words() {}

  /** What the word asks, or null when this is none, in brackets or not. */
  static @Nullable Predicate<@Nullable Object> in(ParseTree term) {
    return switch (term) {
      case Term_BlankContext _ -> Values::isBlank;
      case Term_EmptyContext _, Lookup_emptyContext _ -> Values::isEmpty;
      case LiquidParser.Expr_termContext expression -> in(expression.term());
      case LiquidParser.Term_lookupContext lookup -> in(lookup.lookup());
      case LiquidParser.Term_exprContext bracketed -> in(bracketed.expr());
      default -> null;
    };
  }
}
