package dev.muster.message;

import dev.muster.campaign.file.NearMiss;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import liqp.filters.Filter;
import liqp.filters.Filters;
import liquid.parser.v4.LiquidParser.FilterContext;
import liquid.parser.v4.LiquidParser.Param_exprContext;
import liquid.parser.v4.LiquidParser.Param_expr_key_valueContext;

/**
 * The filters that templates may use: Liquid's, with the number of parameters each takes. Some are
 * Muster's own, because Liquid's Java version answers by the machine's language, cuts emoji in two,
 * or computes with binary fractions.
 */
final class TemplateFilters {
  private record Parameters(int least, int most) {
    boolean allow(int count) {
      return least <= count && count <= most;
    }

    @Override
    public String toString() {
      return least == most ? "" + least : least + " to " + most;
    }
  }

  private static final String ALLOW_FALSE = "allow_false";
  private static final String SPARING = "allow_false: true at most";
  private static final Map<String, Parameters> PARAMETERS = new TreeMap<>();

  static {
    takes(0, 0, "abs", "capitalize", "ceil", "downcase", "escape", "escape_once", "first", "floor");
    takes(0, 0, "h", "json", "last", "lstrip", "newline_to_br", "reverse", "rstrip", "size");
    takes(0, 0, OwnFilters.NUMBER);
    takes(0, 0, "strip", "strip_html", "strip_newlines", "upcase", "url_decode", "url_encode");
    takes(0, 1, "compact", "join", "round", "sort", "sort_natural", "uniq");
    takes(1, 1, "append", "at_least", "at_most", "concat", "divided_by", "map", "minus");
    takes(1, 1, "modulo", "plus", "prepend", "remove", "remove_first", "split", "times");
    takes(0, 2, "truncate", "truncatewords");
    takes(1, 2, "date", "default", "replace", "replace_first", "slice", "where");
  }

  private TemplateFilters() {}

  /**
   * Finds a filter that does not exist, or is given too few or too many parameters.
   *
   * @throws TemplateFault when it does
   */
  static void check(FilterContext filter) throws TemplateFault {
    var name = filter.Id().getText();
    var parameters = PARAMETERS.get(name);
    if (parameters == null) {
      throw TemplateFault.at(
          filter,
          "no filter is named '%s', expected one of %s%s"
              .formatted(
                  name,
                  String.join(", ", NearMiss.likeliestFirst(name, PARAMETERS.keySet())),
                  NearMiss.guess(name, PARAMETERS.keySet()).map(NearMiss::question).orElse("")));
    }
    int found = filter.params() == null ? 0 : filter.params().param_expr().size();
    if (!parameters.allow(found)) {
      throw TemplateFault.at(
          filter,
          "the filter '%s' takes %s parameters, found %d".formatted(name, parameters, found));
    }
    for (int i = 0; i < found; i++) {
      checkName(name, i, filter.params().param_expr(i));
    }
  }

  private static void checkName(String filter, int index, Param_exprContext parameter)
      throws TemplateFault {
    boolean spares = filter.equals("default") && index == 1;
    var named = parameter instanceof Param_expr_key_valueContext pair ? pair.id2().getText() : null;
    if (spares && !ALLOW_FALSE.equals(named)) {
      throw TemplateFault.at(
          parameter, "the filter 'default' takes one value, and after it %s".formatted(SPARING));
    }
    if (!spares && named != null) {
      throw TemplateFault.at(
          parameter,
          "the filter '%s' takes no parameter named '%s' here%s"
              .formatted(filter, named, filter.equals("default") ? ", only after a value" : ""));
    }
  }

  /** All of them, each bounded in what it takes and makes. */
  static Filters all(ZoneId zone) {
    var own = new ArrayList<Filter>(OwnFilters.ALL);
    own.addAll(ListFilters.ALL);
    own.addAll(WordFilters.ALL);
    own.add(new DateFilter(zone));
    var filters = Filters.DEFAULT_FILTERS.mergeWith(Filters.of(own));
    List<Filter> bounded =
        PARAMETERS.keySet().stream()
            .<Filter>map(name -> new BoundedFilter(filters.get(name)))
            .toList();
    return Filters.of(bounded);
  }

  private static void takes(int least, int most, String... names) {
    for (var name : names) {
      PARAMETERS.put(name, new Parameters(least, most));
    }
  }
}
