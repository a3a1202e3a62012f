// Golden cases as written: rows by key, nested below their owners or at the top, expected results by key.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <carefare/base/date.hpp>
#include <carefare/base/located.hpp>
#include <carefare/syntax/expr_syntax.hpp>
#include <carefare/syntax/programme_syntax.hpp>
#include <carefare/syntax/yaml_document.hpp>

namespace carefare::syntax {

/// `"pay_week[w1].share": $86.56`
struct expectation_syntax {
    located_text result;                      ///< "pay_week[w1].share" or "family.limit" where the table has one row
    enum class kind : std::uint8_t { value, none, pending, fault, incomplete } expected = kind::value;
    std::optional<expr> value;
    std::vector<name_text> needs;             ///< pending: exactly these
    name_text fault;                          ///< code
};

struct used_case_syntax;

/// One case, variants of `each:` already merged in (a variant's mappings are merged key by key over the case's).
struct case_syntax {
    name_text name;                           ///< of a variant: "case: variant"
    location where;
    citation_text cite;
    std::optional<name_text> plan;            ///< else that of the file
    std::optional<located<date>> known_on;
    std::optional<located<date>> window_from;  ///< `window:` of all tables with dated_by: both days or neither
    std::optional<located<date>> window_to;
    std::vector<std::pair<name_text, expr>> readings;
    std::vector<option_answer_syntax> options;  ///< replace the plan's answers of these options
    std::vector<hook_answer_syntax> hooks;    ///< and of these hooks
    std::vector<yaml_entry> rows;             ///< sections named by entities' plurals; read against the programme
    std::vector<used_case_syntax> uses;       ///< cases of the programmes that this one uses, evaluated first
    std::vector<expectation_syntax> expect;
};

/// What a prefix stands for in a case: a case of another programme, which expects nothing.
struct used_case_syntax {
    name_text prefix;
    case_syntax content;
};

struct case_file_syntax {
    std::optional<name_text> plan;
    std::vector<case_syntax> cases;
};

}  // namespace carefare::syntax
