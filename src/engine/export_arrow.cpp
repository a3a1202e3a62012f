// Results as tables of the Arrow C data interface.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <carefare/engine/error.hpp>
#include <carefare/engine/results.hpp>

#include "engine/arrow_builder.hpp"

namespace carefare::engine {

namespace {

constexpr unsigned most_precision = 38, decimals_of_percent = 2;

std::vector<std::string> const& state_words() {
    static std::vector<std::string> const words(result_state_names.begin(), result_state_names.end());
    return words;
}

class output_column {
public:
    explicit output_column(column_info const& info) : info_(info), column_(make(info)), states_(arrow_column::of_words(info.name + ".state", state_words())) {}

    void add(result_state state, std::string_view text) {
        auto const number = static_cast<std::int32_t>(state);
        states_->add_bytes(&number, sizeof number);
        if (state != result_state::value) {
            column_->add_null();
        } else {
            add_value(text);
        }
    }

    void give(arrow_column& table) {
        table.children.push_back(std::move(column_));
        table.children.push_back(std::move(states_));
    }

private:
    static unsigned scale_of(column_info const& info) { return info.decimals + (info.kind == value_kind::percent ? decimals_of_percent : 0); }
    static std::string decimal(unsigned scale) { return "d:" + std::to_string(most_precision) + "," + std::to_string(scale); }

    static std::unique_ptr<arrow_column> make(column_info const& info) {
        switch (info.kind) {
            case value_kind::boolean: return arrow_column::of_values(info.name, "b");
            case value_kind::number:
            case value_kind::percent:
            case value_kind::money: return info.is_decimal ? arrow_column::of_values(info.name, decimal(scale_of(info))) : arrow_column::of_texts(info.name);
            case value_kind::word: return arrow_column::of_words(info.name, info.words);
            case value_kind::date: return arrow_column::of_values(info.name, "tdD");
            case value_kind::date_time: return arrow_column::of_values(info.name, "tss:");
            case value_kind::text:
            case value_kind::range:
            case value_kind::link: break;
        }
        return arrow_column::of_texts(info.name);
    }

    void add_value(std::string_view text) {
        if (column_->has_texts) {
            column_->add_text(text);
            return;
        }
        switch (info_.kind) {
            case value_kind::boolean: column_->add_bits(text == "yes" || text == "true"); return;
            case value_kind::date: {
                auto const day = parse_date(text).value();
                column_->add_bytes(&day.days, sizeof day.days);
                return;
            }
            case value_kind::date_time: {
                constexpr std::int64_t seconds_of_minute = 60;
                auto const seconds = parse_date_time(text).value().minutes * seconds_of_minute;
                column_->add_bytes(&seconds, sizeof seconds);
                return;
            }
            case value_kind::word: {
                auto const place = static_cast<std::int32_t>(std::find(info_.words.begin(), info_.words.end(), text) - info_.words.begin());
                column_->add_bytes(&place, sizeof place);
                return;
            }
            default: break;
        }
        auto const parts = parts_of(text, scale_of(info_));
        if (!parts) throw error(call_code::not_a_number, "'" + std::string(text) + "' of '" + info_.name + "' has more decimals than its column", "Take the results as text.");
        column_->add_bytes(&*parts, sizeof *parts);
    }

    column_info const& info_;
    std::unique_ptr<arrow_column> column_, states_;
};

/// What each result of an entity waits for, by output and key.
std::map<std::pair<std::string_view, std::string_view>, std::string> needs_of(results const& of, std::string_view entity) {
    std::map<std::pair<std::string_view, std::string_view>, std::string> all;
    for (auto const& one : of.needs()) {
        if (one.entity != entity) continue;
        auto& text = all[{one.output, one.key}];
        text += (text.empty() ? "" : "; ") + std::string(one.kind) + " " + std::string(one.name);
        if (!one.row_key.empty()) text += " of " + std::string(one.row_key);
    }
    return all;
}

std::unique_ptr<arrow_column> table_of(result_table const& from, results const* needs_in = nullptr) {
    auto table = std::make_unique<arrow_column>();
    table->length = static_cast<std::int64_t>(from.rows());
    auto const needs = needs_in == nullptr ? decltype(needs_of(*needs_in, {})){} : needs_of(*needs_in, from.info().entity);
    auto keys = arrow_column::of_texts("key");
    for (std::size_t r = 0; r < from.rows(); ++r) keys->add_text(from.key(r));
    table->children.push_back(std::move(keys));
    if (!from.info().owner.empty()) {
        auto owners = arrow_column::of_texts(from.info().owner);
        for (std::size_t r = 0; r < from.rows(); ++r) owners->add_text(from.owner(r));
        table->children.push_back(std::move(owners));
    }
    for (std::size_t c = 0; c < from.columns(); ++c) {
        output_column column(from.info().columns[c]);
        for (std::size_t r = 0; r < from.rows(); ++r) column.add(from.state(r, c), from.text(r, c));
        column.give(*table);
        if (needs_in == nullptr) continue;
        auto const& name = from.info().columns[c].name;
        auto texts = arrow_column::of_texts(name + ".needs");
        for (std::size_t r = 0; r < from.rows(); ++r) {
            auto const found = needs.find({name, from.key(r)});
            found == needs.end() ? texts->add_null() : texts->add_text(found->second);
        }
        table->children.push_back(std::move(texts));
    }
    return table;
}

result_table const& checked_table(results const& of, std::size_t number) {
    if (number < of.tables().size()) return of.tables()[number];
    throw error(call_code::outside_range, "there is no table of that number", "Results have " + std::to_string(of.tables().size()) + " tables.");
}

template <std::size_t Width, class Row, class Cells>
std::unique_ptr<arrow_column> texts_of(std::array<char const*, Width> const& names, std::vector<Row> const& rows, Cells cells) {
    auto table = std::make_unique<arrow_column>();
    table->length = static_cast<std::int64_t>(rows.size());
    for (auto const* name : names) table->children.push_back(arrow_column::of_texts(name));
    for (auto const& row : rows) {
        std::array<std::string_view, Width> const all = cells(row);
        for (std::size_t i = 0; i < Width; ++i) table->children[i]->add_text(all[i]);
    }
    return table;
}

}  // namespace

void export_arrow_with_needs(results const& of, std::size_t table, ArrowSchema& schema, ArrowArray& array) {
    hand_over(table_of(checked_table(of, table), &of), schema, array);
}

void export_arrow(results const& of, export_kind what, std::size_t table, ArrowSchema& schema, ArrowArray& array) {
    std::unique_ptr<arrow_column> made;
    switch (what) {
        case export_kind::table:
            made = table_of(checked_table(of, table));
            break;
        case export_kind::needs:
            made = texts_of<8>({"entity", "key", "output", "kind", "needed", "needed_row", "reason", "ask"}, of.needs(),
                               [](need const& n) { return std::array{n.entity, n.key, n.output, n.kind, n.name, n.row_key, n.reason, n.ask}; });
            break;
        case export_kind::findings:
            made = texts_of<5>({"code", "entity", "key", "field", "message"}, of.findings(),
                               [](finding const& f) { return std::array{f.code, f.entity, f.key, f.field, f.message}; });
            break;
        case export_kind::incomplete:
            made = texts_of<3>({"entity", "key", "owner"}, of.incomplete(), [](incomplete_group const& g) { return std::array{g.entity, g.key, g.owner}; });
            break;
    }
    hand_over(std::move(made), schema, array);
}

}  // namespace carefare::engine
