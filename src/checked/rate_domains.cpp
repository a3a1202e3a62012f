// Domains of rate table keys.
#include "checked/rate_domains.hpp"

#include <algorithm>
#include <utility>

#include "checked/declare.hpp"
#include "checked/intervals.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

constexpr std::int64_t largest_key = 1'000'000'000'000;

void refuse(builder& b, location const& where, std::string message, std::string advice) {
    b.error(diagnostic_code::M011, where, std::move(message), std::move(advice));
}

rational whole_end(std::optional<scalar_value> const& end) {
    return std::get<rational>(*end);
}

std::optional<key_domain> read_numbers(builder& b, syntax::table_key_syntax const& written, table_key const& key) {
    auto const range = read_range(*written.range, key.type_of, b.graph, b.sink);
    if (!range) return std::nullopt;
    auto const bounds =
        bounds_of(*range, rational(1), key.type_of, "key " + quoted(key.name), written.range->where, b.graph, b.sink);
    if (!bounds) return std::nullopt;
    if (bounds->low < -rational(largest_key) || rational(largest_key) < bounds->high) {
        refuse(b, written.range->where,
               "the domain of the key " + quoted(key.name) + " reaches beyond " + rational(largest_key).to_string(),
               "Narrow it to the numbers that the table has rows for.");
        return std::nullopt;
    }
    key_domain result;
    result.range = interval{scalar_value(bounds->low), scalar_value(bounds->high), true, true};
    return result;
}

std::optional<scalar_value> read_word(builder& b, syntax::name_text const& written, table_key const& key) {
    if (written.value == "none") {
        if (key.type_of.optional) return scalar_value(none_value{});
        refuse(b, written.where,
               "the key " + quoted(key.name) + " cannot be none: its type is " + b.graph.to_string(key.type_of),
               "Take none away, or give the key a type with 'or none'.");
        return std::nullopt;
    }
    auto const& list = b.graph.word_lists[key.type_of.words];
    if (auto const found = find_word(list, written.value)) return scalar_value(*found);
    b.error(diagnostic_code::F006, written.where, quoted(written.value) + " is no word of " + quoted(list.name),
            did_you_mean(written.value, list.words, how_to_write(key.type_of, b.graph)));
    return std::nullopt;
}

}  // namespace

std::optional<key_domain> read_domain(builder& b, syntax::table_key_syntax const& written, table_key const& key) {
    bool const is_number = key.type_of.kind == scalar::number;
    if (is_number != written.range.has_value()) {
        refuse(b, written.name.where,
               "the domain of the key " + quoted(key.name) + (is_number ? " is no range" : " is a range") +
                   ", but its type is " + b.graph.to_string(key.type_of),
               is_number ? "Write the whole numbers it can be, such as \"[1..8]\"." : "List the words it can be.");
        return std::nullopt;
    }
    if (is_number) return read_numbers(b, written, key);
    key_domain result;
    bool fits = true;
    for (auto const& item : written.words) {
        auto value = read_word(b, item, key);
        if (value)
            result.words.push_back(std::move(*value));
        else
            fits = false;
    }
    return fits ? std::optional(std::move(result)) : std::nullopt;
}

domain_index::domain_index(key_domain const& domain) {
    if (domain.range) {
        low_ = whole_end(domain.range->low).to_int64();
        size_ = whole_end(domain.range->high).to_int64().value_or(0) - low_.value_or(0) + 1;
        return;
    }
    for (auto const& value : domain.words) {
        if (auto const* item = std::get_if<word>(&value))
            words_.emplace_back(item->index, size_);
        else
            none_ = size_;
        ++size_;
    }
    std::sort(words_.begin(), words_.end());
}

std::optional<std::int64_t> domain_index::place_of(scalar_value const& value) const {
    if (auto const* item = std::get_if<word>(&value)) {
        auto const found = std::lower_bound(words_.begin(), words_.end(), std::pair{item->index, std::int64_t{0}});
        if (found == words_.end() || found->first != item->index) return std::nullopt;
        return found->second;
    }
    if (std::holds_alternative<none_value>(value)) return none_;
    auto const* number = std::get_if<rational>(&value);
    auto const whole = number != nullptr ? number->to_int64() : std::nullopt;
    if (!low_ || !whole || *whole < *low_ || *whole - *low_ >= size_) return std::nullopt;
    return *whole - *low_;
}

block_index index_blocks(schedule const& content) {
    block_index result;
    for (auto const& block : content.blocks) {
        auto& domains = result.emplace_back();
        for (auto const& domain : block)
            domains.emplace_back(domain);
    }
    return result;
}

bool contains(key_domain const& domain, scalar_value const& value) {
    if (!domain.range) return std::find(domain.words.begin(), domain.words.end(), value) != domain.words.end();
    auto const* number = std::get_if<rational>(&value);
    return number != nullptr && number->is_integer() && contains(*domain.range, value);
}

bool overlap(key_domain const& a, key_domain const& b) {
    // Ends are inclusive and whole, so that two ranges overlap where one holds the lower end of the other.
    if (a.range && b.range) return contains(*a.range, *b.range->low) || contains(*b.range, *a.range->low);
    return std::any_of(a.words.begin(), a.words.end(), [&](scalar_value const& v) { return contains(b, v); });
}

bool overlap(std::vector<key_domain> const& a, std::vector<key_domain> const& b) {
    for (std::size_t k = 0; k < a.size(); ++k) {
        if (!overlap(a[k], b[k])) return false;
    }
    return true;
}

rational size_of(key_domain const& domain) {
    if (!domain.range) return rational(static_cast<std::int64_t>(domain.words.size()));
    return whole_end(domain.range->high) - whole_end(domain.range->low) + rational(1);
}

rational size_of(std::vector<key_domain> const& block) {
    rational result = 1;
    for (auto const& domain : block)
        result *= size_of(domain);
    return result;
}

void check_blocks_disjoint(builder& b, std::vector<std::vector<key_domain>> const& blocks, std::string const& table,
                           location const& where, std::vector<location> const& places) {
    std::uint64_t steps = 0;
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            for (auto const& domain : blocks[j])
                steps += domain.words.size() + 1;
            if (steps > b.limits.region_steps) {
                b.error(diagnostic_code::L044, where,
                        "the blocks of the table " + quoted(table) + " are too many to compare",
                        "Join blocks that differ in one key.");
                b.counters.region_steps += steps;
                return;
            }
            if (!overlap(blocks[i], blocks[j])) continue;
            diagnostic found{diagnostic_code::M012,
                             severity::error,
                             "two blocks of the table " + quoted(table) + " overlap",
                             places[i],
                             {},
                             ""};
            found.labels.push_back({places[j], "the other block"});
            found.advice = "Let each combination of keys stand in one block.";
            b.sink.add(std::move(found));
        }
    }
    b.counters.region_steps += steps;
}

}  // namespace carefare::checked
