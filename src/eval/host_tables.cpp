// Rows of a dataset as columns: keys, owners, links, facts and overrides of the rows that stand.
#include <carefare/eval/host_tables.hpp>

#include <stdexcept>
#include <utility>

#include <carefare/bind/cell_of.hpp>
#include <carefare/eval/cell_value.hpp>

#include "eval/place_rows.hpp"

namespace carefare::eval {

using checked::entity_id;
using checked::no_id;
using program::wide;

namespace {

/// Whole, in two halves: beyond 63 bits, too. The number must be whole and of at most 127 bits.
wide wide_of(rational const& whole) {
    if (auto const small = whole.to_int64()) return *small;
    auto const half = rational(std::int64_t{1} << 62);
    auto const high = (whole / half).floor();
    return static_cast<wide>(high.to_int64().value_or(0)) * (std::int64_t{1} << 62) + (whole - high * half).to_int64().value_or(0);
}

class filling {
public:
    filling(bind::binding const& with, reference::dataset const& data, std::optional<date> known_on, placed_rows const& at)
        : program_(*with.of), graph_(*with.of->graph), data_(data), at_(at), columns_(host_tables::columns_of(graph_)) {
        out_.of = with.of;
        out_.known_on = known_on;
        out_.windows = data.windows;
        out_.partitions = at.partitions;
        out_.tables.resize(graph_.entities.size());
        out_.texts.resize(with.texts.size());
        for (auto const& [text, number] : with.texts) {
            out_.texts[static_cast<std::size_t>(number)] = text;
            out_.text_numbers.emplace(text, number);
        }
    }

    host_tables fill() {
        copy_keys();
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            auto& table = out_.tables[e];
            table.size = at_.rows[e].size();
            table.owner = at_.owner[e];
            find_used(e);
            take_links(e);
            take_overrides(e);
            if (partition_above(graph_, e) != no_id) find_begins(e);
        }
        for (checked::fact_id f = 0; f < graph_.facts.size(); ++f)
            take_fact(f);
        return std::move(out_);
    }

private:
    reference::row const& row(entity_id e, row_number r) const { return data_.tables[e][at_.rows[e][r]]; }
    bool is_used(entity_id e, row_number r) const { return out_.tables[e].used.empty() || out_.tables[e].used[r] != 0; }

    void copy_keys() {
        auto const stored = std::make_shared<std::string>();
        std::size_t bytes = 0;
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            for (row_number r = 0; r < at_.rows[e].size(); ++r)
                bytes += row(e, r).key.size();
        }
        stored->reserve(bytes);
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            text_refs keys(stored->data());
            keys.reserve(at_.rows[e].size());
            for (row_number r = 0; r < at_.rows[e].size(); ++r) {
                auto const& key = row(e, r).key;
                if (key.size() > text_refs::longest) throw std::length_error("a key of more than 65535 bytes");
                auto const begin = stored->size();
                *stored += key;
                keys.push_back(std::string_view(*stored).substr(begin));
            }
            out_.tables[e].keys = std::move(keys);
        }
        out_.stored = stored;
    }

    void find_used(entity_id e) {
        auto& table = out_.tables[e];
        bool all = true;
        for (auto const r : at_.rows[e]) {
            table.used.push_back(data_.fates[e][r] == reference::row_fate::used ? 1 : 0);
            all = all && table.used.back() != 0;
        }
        if (all) table.used.clear();
    }

    void take_links(entity_id e) {
        auto const& links = graph_.entities[e].links;
        out_.tables[e].links.resize(links.size());
        for (std::size_t l = 0; l < links.size(); ++l) {
            for (row_number r = 0; r < at_.rows[e].size(); ++r) {
                auto const to = row(e, r).links.at(l);
                out_.tables[e].links[l].push_back(is_used(e, r) && to != reference::no_row ? at_.place[links[l].to][to] : no_row);
            }
        }
    }

    void find_begins(entity_id e) {
        auto& begins = out_.tables[e].begins;
        begins.assign(at_.partitions + 1, 0);
        for (auto const p : at_.partition[e]) ++begins[p + 1];
        for (std::size_t p = 0; p < at_.partitions; ++p) begins[p + 1] += begins[p];
    }

    void take_overrides(entity_id e) {
        for (row_number r = 0; r < at_.rows[e].size(); ++r) {
            if (!is_used(e, r)) continue;
            for (auto const& [rule, written] : row(e, r).overrides) {
                auto const number = [&](std::string const& text) { return out_.number_of(text); };
                out_.tables[e].overrides.push_back(override_of(rule, r, written.value, program_, number));
            }
        }
    }

    static void set(given_column& column, std::size_t row, state is) {
        if (column.states.empty()) column.states.assign(column.cells.size(), state::value);
        column.states[row] = is;
    }

    void put_scalar(given_column& column, std::size_t row, checked::scalar_value const& value, rational const& denominator) {
        if (auto const* text = std::get_if<std::string>(&value)) {
            column.cells[row] = out_.number_of(*text);
        } else if (auto const cell = bind::cell_of(value, denominator)) {
            column.cells[row] = *cell;
        } else {
            set(column, row, std::holds_alternative<rational>(value) ? state::fault : state::none);
        }
    }

    void put(given_column* columns, bool is_range, std::size_t row, checked::constant_value const& value, rational const& denominator) {
        auto const* range = std::get_if<checked::interval>(&value);
        if (range == nullptr) {
            put_scalar(columns[0], row, std::get<checked::scalar_value>(value), denominator);
            // A range that is none has no ends.
            for (std::size_t part = 1; is_range && part <= 2; ++part) set(columns[part], row, state::none);
            return;
        }
        columns[0].cells[row] = (range->low_closed ? 1 : 0) | (range->high_closed ? 2 : 0);
        for (std::size_t part = 1; part <= 2; ++part) {
            auto const& end = part == 1 ? range->low : range->high;
            if (end)
                put_scalar(columns[part], row, *end, denominator);
            else
                set(columns[part], row, state::none);
        }
    }

    void take_fact(checked::fact_id f) {
        auto const& fact = graph_.facts[f];
        auto& table = out_.tables[fact.owner];
        bool const is_range = fact.type_of.kind == checked::scalar::range;
        std::size_t const parts = is_range ? 3 : 1;
        table.facts.resize(columns_[f] + parts);
        auto* const columns = &table.facts[columns_[f]];
        for (std::size_t part = 0; part < parts; ++part) columns[part].cells.assign(table.size, 0);
        for (row_number r = 0; r < table.size; ++r) {
            auto const& facts = row(fact.owner, r).facts;
            auto const& open = row(fact.owner, r).open;
            auto const given = facts.find(f);
            if (given != facts.end() && is_used(fact.owner, r)) {
                put(columns, is_range, r, given->second, program_.fact_denominators[f]);
            } else if (auto const told = open.find(f); told != open.end() && is_used(fact.owner, r)) {
                for (std::size_t part = 0; part < parts; ++part) set(columns[part], r, state_of(told->second.is));
                table.open.emplace(std::pair{f, r}, told->second);
            } else if (fact.absent) {
                put(columns, is_range, r, checked::constant_value{*fact.absent}, program_.fact_denominators[f]);
            } else {
                for (std::size_t part = 0; part < parts; ++part) set(columns[part], r, state::pending);
            }
        }
    }

    program::program const& program_;
    checked::rule_graph const& graph_;
    reference::dataset const& data_;
    placed_rows const& at_;
    std::vector<std::uint32_t> columns_;
    host_tables out_;
};

}  // namespace

given_override override_of(checked::rule_id rule, row_number row, checked::scalar_value const& value, program::program const& program,
                           std::function<std::int64_t(std::string const&)> const& number) {
    given_override made{rule, row, state::value, 0};
    if (auto const* amount = std::get_if<rational>(&value)) {
        made.value = wide_of(*amount * program.rule_denominators[rule]);
    } else if (auto const* text = std::get_if<std::string>(&value)) {
        made.value = number(*text);
    } else if (auto const cell = bind::cell_of(value, 1)) {
        made.value = *cell;
    } else {
        made.is = state::none;
    }
    return made;
}

bool given_column::put(std::size_t row, std::int64_t value) {
    if (!tiny.empty()) {
        if (!std::in_range<std::int8_t>(value)) return false;
        tiny[row] = static_cast<std::int8_t>(value);
    } else if (!narrow.empty()) {
        if (!std::in_range<std::int32_t>(value)) return false;
        narrow[row] = static_cast<std::int32_t>(value);
    } else {
        cells[row] = value;
    }
    return true;
}

void given_column::widen() {
    if (!tiny.empty()) cells.assign(tiny.begin(), tiny.end());
    if (!narrow.empty()) cells.assign(narrow.begin(), narrow.end());
    std::vector<std::int32_t>().swap(narrow);
    std::vector<std::int8_t>().swap(tiny);
}

void text_refs::reorder(std::vector<row_number> const& order) {
    std::vector<std::uint64_t> ordered;
    ordered.reserve(order.size());
    for (auto const row : order) ordered.push_back(refs_[row]);
    refs_ = std::move(ordered);
}

std::int64_t host_tables::number_of(std::string const& text) {
    auto const [at, fresh] = text_numbers.emplace(text, static_cast<std::int64_t>(texts.size()));
    if (fresh) texts.push_back(text);
    return at->second;
}

std::vector<std::uint32_t> host_tables::columns_of(checked::rule_graph const& graph) {
    std::vector<std::uint32_t> first, used(graph.entities.size(), 0);
    for (auto const& fact : graph.facts) {
        first.push_back(used[fact.owner]);
        used[fact.owner] += fact.type_of.kind == checked::scalar::range ? 3 : 1;
    }
    return first;
}

host_tables fill_tables(bind::binding const& with, reference::dataset const& data, std::optional<date> known_on, placed_rows const& at) {
    return filling(with, data, known_on, at).fill();
}

host_tables to_host_tables(bind::binding const& with, reference::dataset const& data, std::optional<date> known_on) {
    return fill_tables(with, data, known_on, place_rows(*with.of->graph, data, known_on, nullptr));
}

}  // namespace carefare::eval
