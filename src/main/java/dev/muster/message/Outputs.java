package dev.muster.message;

import java.util.List;
import liqp.org.antlr.v4.runtime.tree.ParseTree;
import liquid.parser.v4.LiquidParser.Atom_outputContext;
import liquid.parser.v4.LiquidParser.Expr_termContext;
import liquid.parser.v4.LiquidParser.FilterContext;
import liquid.parser.v4.LiquidParser.Lookup_id_indexesContext;
import liquid.parser.v4.LiquidParser.OutputContext;
import liquid.parser.v4.LiquidParser.ParseContext;
import liquid.parser.v4.LiquidParser.TermContext;
import liquid.parser.v4.LiquidParser.Term_lookupContext;
import org.jspecify.annotations.Nullable;

/** Which templates come to a value with its type, and which to text. */
final class Outputs {
  private Outputs() {}

  /**
   * What has a type: the reference that is all there is in the template, or the output that is, and
   * that ends in the filter {@code number}; null where all of it is text.
   *
   * @param template whose parts are {@code nodes}
   * @throws TemplateFault when the filter stands elsewhere
   */
  static @Nullable ParseTree typed(ParseTree template, List<ParseTree> nodes) throws TemplateFault {
    var only = onlyOutput(template);
    var last = only == null || only.filter().isEmpty() ? null : only.filter().getLast();
    int end = last == null ? -1 : last.start.getStartIndex();
    for (var node : nodes) {
      if (node instanceof FilterContext filter
          && isNumber(filter)
          && filter.start.getStartIndex() != end) {
        throw TemplateFault.at(
            filter,
            "the filter 'number' comes last, in a text that is this one output and nothing else,"
                + " as in '{{ profile.price | times: 2 | number }}'");
      }
    }
    if (only == null) {
      return null;
    }
    return last != null && isNumber(last) ? only : bareReference(only);
  }

  private static boolean isNumber(FilterContext filter) {
    return filter.Id().getText().equals(OwnFilters.NUMBER);
  }

  private static @Nullable OutputContext onlyOutput(ParseTree template) {
    return template instanceof ParseContext whole
            && whole.block().atom().size() == 1
            && whole.block().atom(0) instanceof Atom_outputContext only
        ? only.output()
        : null;
  }

  private static @Nullable ParseTree bareReference(OutputContext output) {
    return output.filter().isEmpty()
            && termOf(output.getChild(1)) instanceof Term_lookupContext lookup
            && lookup.lookup() instanceof Lookup_id_indexesContext reference
        ? reference
        : null;
  }

  private static @Nullable ParseTree termOf(ParseTree output) {
    return switch (output) {
      case TermContext term -> term;
      case Expr_termContext expression -> expression.term();
      default -> null;
    };
  }
}
