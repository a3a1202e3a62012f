// The word lists of the language.
#include "syntax/grammar/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace carefare::syntax::grammar {

namespace {

constexpr std::array infix_words{
    std::string_view{"and"},  std::string_view{"between"},   std::string_view{"else"},
    std::string_view{"in"},   std::string_view{"instance"},  std::string_view{"of"},
    std::string_view{"or"},   std::string_view{"otherwise"}, std::string_view{"return"},
    std::string_view{"then"}, std::string_view{"satisfies"},
};

constexpr std::array operand_words{
    std::string_view{"every"}, std::string_view{"false"}, std::string_view{"for"}, std::string_view{"function"},
    std::string_view{"if"},    std::string_view{"none"},  std::string_view{"not"}, std::string_view{"null"},
    std::string_view{"some"},  std::string_view{"true"},
};

}  // namespace

bool is_infix_word(std::string_view word) {
    return std::find(infix_words.begin(), infix_words.end(), word) != infix_words.end();
}

bool is_reserved(std::string_view word) {
    return is_infix_word(word) || std::find(operand_words.begin(), operand_words.end(), word) != operand_words.end();
}

std::vector<std::string> const& functions_of_several_words() {
    static std::vector<std::string> const names{
        "add months",      "clock overlap",
        "context merge",   "context put",
        "count so far",    "date and time",
        "day of week",     "day of year",
        "distinct values", "ends with",
        "finished by",     "get entries",
        "get value",       "index of",
        "insert before",   "list contains",
        "list replace",    "lower case",
        "max so far",      "met by",
        "min so far",      "minutes between",
        "month end",       "month of year",
        "month start",     "months between",
        "overlaps after",  "overlaps before",
        "round down",      "round half down",
        "round half even", "round half up",
        "round up",        "started by",
        "starts with",     "string join",
        "string length",   "substring after",
        "substring before", "sum so far",
        "upper case",      "week of year",
        "week start",      "years and months duration",
    };
    return names;
}

std::vector<std::string> const& properties_of_several_words() {
    static std::vector<std::string> const names{"end included", "start included", "time offset"};
    return names;
}

}  // namespace carefare::syntax::grammar
