package dev.muster.audience;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests on attributes, as the contract has them; the same tests hold on events' properties. */
class ValueTestsIT {
  private static final Shops SHOPS =
      Shops.filled(shop ->
          shop.profiles(
              """
              t_pro {"v": "pro"}
              t_Pro {"v": "Pro"}
              t_free {"v": "free"}
              t_1 {"v": "1"}
              t_true {"v": "true"}
              t_empty {"v": ""}
              n_1 {"v": 1}
              n_1.0 {"v": 1.0}
              n_2 {"v": 2}
              n_2.5 {"v": 2.5}
              b_true {"v": true}
              b_false {"v": false}
              null {"v": null}
              absent {"w": 1}
              o_empty {"v": {}}
              l_empty {"v": []}
              l_null {"v": [null]}
              l_obj {"v": [{}]}
              l_pro_x {"v": ["pro", "x"]}
              l_1_2 {"v": [1, 2]}
              l_mix {"v": ["free", 5, true]}
              dotted {"v.w": "pro", "v": {"w": "other"}}
              """));

  @AfterAll
  static void close() {
    SHOPS.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # equality, by type and value
          pro                    | t_pro l_pro_x
          "1"                    | t_1
          1                      | n_1 n_1.0 l_1_2
          1.0                    | n_1 n_1.0 l_1_2
          1e0                    | n_1 n_1.0 l_1_2
          true                   | b_true l_mix
          "true"                 | t_true
          ""                     | t_empty
          { is: free }           | t_free l_mix
          { is_not: pro }        | t_Pro t_free t_1 t_true t_empty n_1 n_1.0 n_2 n_2.5 b_true b_false l_1_2 l_mix
          { is_not: 1 }          | t_pro t_Pro t_free t_1 t_true t_empty n_2 n_2.5 b_true b_false l_pro_x l_mix
          { is_not: true }       | t_pro t_Pro t_free t_1 t_true t_empty n_1 n_1.0 n_2 n_2.5 b_false l_pro_x l_1_2
          # one of several
          [pro, 2]               | t_pro n_2 l_pro_x l_1_2
          { in: [pro, 1, false] }     | t_pro n_1 n_1.0 b_false l_pro_x l_1_2
          { not_in: [pro, 1, false] } | t_Pro t_free t_1 t_true t_empty n_2 n_2.5 b_true l_mix
          # numbers
          { above: 1 }           | n_2 n_2.5 l_1_2 l_mix
          { at_least: 1 }        | n_1 n_1.0 n_2 n_2.5 l_1_2 l_mix
          { below: 2 }           | n_1 n_1.0 l_1_2
          { at_most: 2 }         | n_1 n_1.0 n_2 l_1_2
          { between: [2, 2.5] }  | n_2 n_2.5 l_1_2
          { between: [1, 1] }    | n_1 n_1.0 l_1_2
          # text
          { contains: r }        | t_pro t_Pro t_free t_true l_pro_x l_mix
          { contains: "" }       | t_pro t_Pro t_free t_1 t_true t_empty l_pro_x l_mix
          { not_contains: r }    | t_1 t_empty
          { not_contains: z }    | t_pro t_Pro t_free t_1 t_true t_empty l_pro_x l_mix
          { starts_with: p }     | t_pro l_pro_x
          { ends_with: o }       | t_pro t_Pro l_pro_x
          { starts_with: "%" }   | -
          { contains: "_" }      | -
          # case
          { is: PRO, ignore_case: true }          | t_pro t_Pro l_pro_x
          { is: PRO, ignore_case: false }         | -
          { is_not: PRO, ignore_case: true }      | t_free t_1 t_true t_empty n_1 n_1.0 n_2 n_2.5 b_true b_false l_1_2 l_mix
          { in: [PRO, FREE, 2], ignore_case: true } | t_pro t_Pro t_free n_2 l_pro_x l_1_2 l_mix
          { starts_with: P, contains: O, ignore_case: true } | t_pro t_Pro l_pro_x
          { not_contains: R, ignore_case: true }  | t_1 t_empty
          # presence
          { exists: true }       | t_pro t_Pro t_free t_1 t_true t_empty n_1 n_1.0 n_2 n_2.5 b_true b_false o_empty l_obj l_pro_x l_1_2 l_mix dotted
          { exists: false }      | null absent l_empty l_null
          { exists: true, is_not: pro, not_contains: r } | t_1 t_empty
          # on a list, one item satisfies the whole map, but for what no item may be
          { at_least: 1, at_most: 1 }  | n_1 n_1.0 l_1_2
          { above: 1, below: 2 }       | -
          { above: 1, is_not: 1 }      | n_2 n_2.5 l_mix
          { is: pro, not_contains: x } | t_pro
          # an item of the operator's type must be there
          { is_not: zzz, above: 0 }    | n_1 n_1.0 n_2 n_2.5 l_1_2 l_mix
          """)
  void holds(String test, String users) {
    SHOPS.assertAudience("profile: { v: " + test + " }", users);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          profile: { v.w: pro }                 | dotted
          profile: { v: pro, w: 1 }             | -
          profile: { absent: { exists: false }, w: 1 } | absent
          profile: { user_id: n_2 }             | n_2
          profile: { user_id: { starts_with: n_2 } } | n_2 n_2.5
          profile: { user_id: { in: [n_1, t_1, "1"] } } | n_1 t_1
          profile: { user_id: { is: N_2, ignore_case: true } } | n_2
          { all: [ { profile: { user_id: { starts_with: b } } }, { profile: { anonymous_id: { exists: false } } } ] } | b_false b_true
          { any: [ { profile: { v: pro } }, { profile: { w: 1 } } ] }                         | t_pro l_pro_x absent
          { all: [ { profile: { v: { above: 0 } } }, { none: [ { profile: { v: 1 } }, { profile: { v: 2.5 } } ] } ] } | n_2 l_mix
          { none: [ { none: [ { profile: { v: pro } } ] } ] }                                 | t_pro l_pro_x
          { none: [ { all: [ { everyone: true }, { any: [ { profile: { v: { exists: true } } } ] } ] } ] } | null absent l_empty l_null
          { none: [ { everyone: true } ] }      | -
          """)
  void conditionsCombine(String condition, String users) {
    SHOPS.assertAudience(condition, users);
  }
}
