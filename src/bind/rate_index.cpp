// Every place of a block is none, pending or a fault until its row is put there; places outside all blocks are none.
#include "bind/rate_index.hpp"

#include <algorithm>

namespace carefare::bind {

using checked::scalar_value;

namespace {

constexpr std::size_t most_places = std::size_t{1} << 24;

/// Where a key of a row or a domain stands, if it is one of the schedule's.
std::optional<std::size_t> place(rate_index::key const& key, scalar_value const& value) {
    if (std::holds_alternative<checked::none_value>(value))
        return key.may_be_none ? std::optional(key.size - 1) : std::nullopt;
    if (auto const* word = std::get_if<checked::word>(&value)) return word->index;
    if (auto const* truth = std::get_if<bool>(&value)) return *truth ? 1U : 0U;
    auto const* number = std::get_if<rational>(&value);
    auto const whole = number != nullptr ? number->to_int64() : std::nullopt;
    if (!whole || *whole < key.low) return std::nullopt;
    auto const at = static_cast<std::size_t>(*whole - key.low);
    return at < key.size - (key.may_be_none ? 1 : 0) ? std::optional(at) : std::nullopt;
}

std::vector<std::size_t> places_of(rate_index::key const& key, checked::key_domain const& domain) {
    std::vector<std::size_t> all;
    for (auto const& word : domain.words) {
        if (auto const at = place(key, word)) all.push_back(*at);
    }
    if (!domain.range) return all;
    auto const& low = std::get<rational>(*domain.range->low);
    auto const& high = std::get<rational>(*domain.range->high);
    auto const first = domain.range->low_closed || !low.is_integer() ? low.ceiling() : low + 1;
    auto const last = domain.range->high_closed || !high.is_integer() ? high.floor() : high - 1;
    for (auto at = first; at <= last; at += rational(1)) all.push_back(*place(key, scalar_value{at}));
    return all;
}

}  // namespace

rate_index index_of(checked::rate_table const& table, checked::schedule const& rates, program::lookup_plan const& how,
                    checked::rule_graph const& graph, std::function<std::int64_t(scalar_value const&)> const& cell) {
    rate_index made;
    std::size_t size = 1;
    for (std::size_t k = 0; k < table.keys.size(); ++k) {
        auto const& declared = table.keys[k];
        rate_index::key key;
        key.denominator = how.key_denominators[k];
        key.may_be_none = declared.type_of.optional;
        if (declared.type_of.kind == checked::scalar::word) {
            key.size = graph.word_lists[declared.type_of.words].words.size();
        } else if (declared.type_of.kind == checked::scalar::boolean) {
            key.size = 2;
        } else {
            key.is_number = true;
            std::optional<rational> least, most;
            for (auto const& block : rates.blocks) {
                auto const& range = block[k].range;
                if (!range || !range->low || !range->high) continue;
                auto const low = std::get<rational>(*range->low).floor(), high = std::get<rational>(*range->high).ceiling();
                if (!least || low < *least) least = low;
                if (!most || *most < high) most = high;
            }
            if (least && most) {
                auto const first = least->to_int64(), last = most->to_int64();
                if (!first || !last) throw program::not_representable("keys beyond 63 bits: " + table.name);
                key.low = *first;
                key.size = static_cast<std::size_t>(*last - *first + 1);
            }
        }
        if (key.may_be_none) ++key.size;
        if (key.size != 0 && size > most_places / key.size) throw program::not_representable("a schedule of too many places: " + table.name);
        size *= key.size;
        made.keys.push_back(key);
    }
    made.cells.assign(size, 0);
    made.states.assign(size, state::none);
    std::vector<std::size_t> strides(made.keys.size(), 1);
    for (std::size_t k = made.keys.size(); k-- > 1;) strides[k - 1] = strides[k] * made.keys[k].size;
    for (auto const& block : rates.blocks) {
        std::vector<std::size_t> all{0};
        std::vector<bool> exception{false};
        for (std::size_t k = 0; k < made.keys.size(); ++k) {
            std::vector<std::size_t> next;
            std::vector<bool> next_exception;
            auto const places = places_of(made.keys[k], block[k]);
            for (std::size_t i = 0; i < all.size(); ++i) {
                for (auto const at : places) {
                    next.push_back(all[i] + at * strides[k]);
                    bool const none = made.keys[k].may_be_none && at == made.keys[k].size - 1;
                    next_exception.push_back(exception[i] || (k == rates.exceptions_by && !none));
                }
            }
            all = std::move(next);
            exception = std::move(next_exception);
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            made.states[all[i]] = exception[i] ? state::none : rates.partial.empty() ? state::fault : state::pending;
        }
    }
    for (auto row = rates.rows.rbegin(); row != rates.rows.rend(); ++row) {
        std::size_t at = 0;
        bool known = true;
        for (std::size_t k = 0; k < made.keys.size() && known; ++k) {
            auto const here = place(made.keys[k], row->keys[k]);
            known = here.has_value();
            if (known) at += *here * strides[k];
        }
        if (!known) continue;
        bool const none = std::holds_alternative<checked::none_value>(row->value);
        made.states[at] = none ? state::none : state::value;
        made.cells[at] = none ? 0 : cell(row->value);
    }
    return made;
}

}  // namespace carefare::bind
