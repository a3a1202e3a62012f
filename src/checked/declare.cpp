// What the declaring passes share: citations with their parents', gaps with their reasons.
#include "checked/declare.hpp"

#include <algorithm>

namespace carefare::checked {

namespace {

void ask_for_citation(std::string const& what, location const& where, diagnostics& sink) {
    sink.error(diagnostic_code::N009, where, what + " has no citation",
               "Add 'cite:' with the text of the law, the plan or the source it is taken from.");
}

}  // namespace

location place_of(syntax::name_text const& entity, syntax::name_text const& name) {
    bool const is_joined = !entity.value.empty() && entity.where.source == name.where.source &&
                           entity.where.where.begin <= name.where.where.begin;
    return is_joined ? location{name.where.source, {entity.where.where.begin, name.where.where.end}} : name.where;
}

citation cite_of(syntax::citation_text const& own, citation const& parent, std::string const& what,
                 location const& where, diagnostics& sink) {
    if (!own.value.empty()) return to_citation(own);
    if (parent.text.empty()) ask_for_citation(what, where, sink);
    return parent;
}

void require_citation(citation const& cite, bool has_entries, std::string const& what, location const& where,
                      diagnostics& sink) {
    if (cite.text.empty() && !has_entries) ask_for_citation(what, where, sink);
}

std::string gap_reason(syntax::name_text const& reason, std::string const& what, location const& where,
                       diagnostics& sink) {
    if (reason.value.empty()) {
        sink.error(diagnostic_code::N010, where, what + " is not known, and no reason is given",
                   "Add 'reason:' with the words a pending result shall show.");
    }
    return reason.value;
}

std::optional<word> find_word(word_list const& list, std::string_view text) {
    auto const found = std::find(list.words.begin(), list.words.end(), text);
    if (found == list.words.end()) return std::nullopt;
    return word{static_cast<std::uint32_t>(found - list.words.begin())};
}

}  // namespace carefare::checked
