// Rows by setters.
#include "engine/input_inside.hpp"

#include <algorithm>
#include <limits>

#include <carefare/base/utf8.hpp>
#include <carefare/checked/check.hpp>

namespace carefare::engine {

using column_kind = cases::caseload_column::kind;

namespace {

constexpr unsigned most_decimals = 18;
constexpr std::size_t most_rows = 5'000'000;

checked::type type_of(cases::caseload_column const& column, checked::rule_graph const& graph) {
    checked::type made;
    made.kind = checked::scalar::text;
    switch (column.what) {
        case column_kind::key:
        case column_kind::owner:
        case column_kind::override_reason:
        case column_kind::override_authorizer: break;
        case column_kind::link: made.kind = checked::scalar::link; break;
        case column_kind::override_recorded_on: made.kind = checked::scalar::date; break;
        case column_kind::override_value: made = graph.rules[column.id].type_of; break;
        case column_kind::fact: made = graph.facts[column.id].type_of; break;
        case column_kind::range_from:
        case column_kind::range_to:
            made = graph.facts[column.id].type_of;
            made.kind = made.element;
            made.optional = true;  // none: an open end
            break;
    }
    return made;
}

rational power_of_ten(unsigned decimals) {
    std::int64_t scale = 1;
    for (unsigned i = 0; i < decimals; ++i) scale *= 10;
    return scale;
}

[[noreturn]] void refuse_kind(column_plan const& column, checked::rule_graph const& graph, char const* given) {
    throw error(call_code::wrong_value, "'" + column.name + "' is " + graph.to_string(column.type) + ", and " + given + " was given", "Use the setter of its type, or the text of a cell.");
}

void expect(column_plan const& column, checked::scalar kind, checked::rule_graph const& graph, char const* given) {
    if (column.type.kind != kind) refuse_kind(column, graph, given);
}

template <class Names>
[[noreturn]] void refuse_name(call_code code, std::string_view name, std::string const& what, Names const& names, std::string advice) {
    auto const near = nearest_name(name, names);
    throw error(code, "there is no " + what + " '" + printable(name) + "'", near.empty() ? std::move(advice) : "Did you mean '" + near + "'?");
}

}  // namespace

void check_text(std::string_view text, std::string_view what) {
    if (text.size() > longest_cell) {
        throw error(call_code::too_long, std::string(what) + " has " + std::to_string(text.size()) + " bytes", "Keys and cells have at most " + std::to_string(longest_cell) + ".");
    }
    if (first_invalid_utf8(text)) throw error(call_code::not_utf8, std::string(what) + " is not UTF-8", "Convert the text first.");
    bool const has_control = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (has_control) throw error(call_code::wrong_value, std::string(what) + " has a control character", "Take it away: a table in a file could not hold it either.");
}

void check_same_programme(plan const& under, input const& rows) {
    // Plans differ in what they answer, hooks included; a programme of one tree has the same tables for all of them.
    auto const &mine = under.in(), &theirs = rows.in().of->in();
    if (mine.from == theirs.from && mine.graph().name == theirs.graph().name) return;
    throw error(call_code::other_plan, "the rows are those of another programme", "Make the rows with a plan of the same programme, from the same library.");
}

input::inside::inside(std::shared_ptr<plan const> under) : of(std::move(under)) {
    auto const& programme = *of->in().programme;
    tables.resize(programme.columns.size());
    for (std::size_t t = 0; t < tables.size(); ++t) {
        auto& table = tables[t];
        table.entity = programme.entity_of[t];
        for (auto const& column : programme.columns[t]) table.columns.push_back({column.name, column.what, column.id, type_of(column, programme.graph)});
        for (std::uint32_t c = 0; c < table.columns.size(); ++c) table.by_name.emplace(table.columns[c].name, c);
    }
}

void input::inside::check(row_ref row, field_ref field) const {
    bool const fits = row.table < tables.size() && row.row < tables[row.table].rows.size() && field.table == row.table &&
                      field.column < tables[field.table].columns.size();
    if (!fits) throw error(call_code::outside_range, "the row or the field is none of this table", "Use what `add` and `field` gave for the same table.");
    if (column(field).what == column_kind::key) throw error(call_code::wrong_value, "the key of a row cannot be changed", "Give it when the row is added.");
}

void input::inside::take_away(row_ref row, field_ref field) {
    auto& table = tables[row.table];
    auto& into = table.rows[row.row];
    auto const& its = column(field);
    switch (its.what) {
        case column_kind::key: break;
        case column_kind::owner: into.owner_key.clear(); break;
        case column_kind::link: into.link_keys[its.id].reset(); break;
        case column_kind::fact: into.facts.erase(its.id); break;
        default: std::erase_if(table.parts, [&](row_part const& part) { return part.row == row.row && part.column == field.column; });
    }
}

void input::inside::put(row_ref row, field_ref field, checked::scalar_value value) {
    auto& table = tables[row.table];
    auto& into = table.rows[row.row];
    auto const& its = column(field);
    switch (its.what) {
        case column_kind::key: break;
        case column_kind::owner: into.owner_key = std::get<std::string>(std::move(value)); break;
        case column_kind::link: into.link_keys[its.id] = std::get<std::string>(std::move(value)); break;
        case column_kind::fact: into.facts.insert_or_assign(its.id, std::move(value)); break;
        default: table.parts.push_back({row.row, field.column, std::move(value)});  // of two for one column the later counts
    }
}

std::optional<checked::scalar_value> input::inside::read(column_plan const& its, std::string_view text, diagnostics& sink) const {
    if (its.what != column_kind::fact && its.type.kind == checked::scalar::text) return checked::scalar_value{std::string(text)};
    if (its.what == column_kind::link) return checked::scalar_value{std::string(text)};
    return checked::read_cell({std::string(text), {}, {}, {}}, its.type, graph(), sink);
}

void input::inside::refuse(row_ref row, std::string_view field, std::string code, std::string message) {
    tables[row.table].rows[row.row].unread.push_back({std::move(code), std::string(field), std::move(message), {}});
}

void input::inside::put_or_refuse(row_ref row, field_ref field, std::string_view text) {
    if (text.empty()) return;
    diagnostics sink;
    auto value = read(column(field), text, sink);
    for (auto const& one : sink.items()) {
        refuse(row, column(field).name, std::string(name_of(one.code)), "cannot be read: " + one.message + (one.advice.empty() ? "" : ". " + one.advice));
    }
    if (value) put(row, field, std::move(*value));
}

row_ref input::inside::add_row(std::uint32_t table, std::string key, std::string owner) {
    auto& rows = tables[table].rows;
    if (rows.size() >= most_rows) throw error(call_code::too_long, "the table has more than " + std::to_string(most_rows) + " rows", "Hand in fewer rows at once.");
    auto& row = rows.emplace_back();
    row.link_keys.resize(graph().entities[tables[table].entity].links.size());
    row_ref const made{table, static_cast<std::uint32_t>(rows.size() - 1)};
    if (key.empty()) refuse(made, "key", std::string(name_of(diagnostic_code::W014)), "is empty");
    row.key = std::move(key);
    row.owner_key = std::move(owner);
    return made;
}

input::inside::extent input::inside::mark() const {
    extent made{{}, {}, known_on, windows};
    for (auto const& table : tables) {
        made.rows.push_back(table.rows.size());
        made.parts.push_back(table.parts.size());
    }
    return made;
}

void input::inside::go_back(extent const& to) {
    for (std::size_t t = 0; t < tables.size(); ++t) {
        tables[t].rows.erase(tables[t].rows.begin() + static_cast<std::ptrdiff_t>(to.rows[t]), tables[t].rows.end());
        tables[t].parts.erase(tables[t].parts.begin() + static_cast<std::ptrdiff_t>(to.parts[t]), tables[t].parts.end());
    }
    known_on = to.known_on;
    windows = to.windows;
}

input::input(std::shared_ptr<plan const> of) : inside_(std::make_unique<inside>(std::move(of))) {}
input::~input() = default;
input::input(input&&) noexcept = default;
input& input::operator=(input&&) noexcept = default;

std::uint32_t input::table(std::string_view rows) const {
    auto const& all = inside_->of->input_tables();
    for (std::uint32_t t = 0; t < all.size(); ++t) {
        if (all[t].name == rows) return t;
    }
    std::vector<std::string> names;
    for (auto const& one : all) names.push_back(one.name);
    refuse_name(call_code::unknown_table, rows, "table", names, "Use the rows name of an entity whose rows are handed in.");
}

field_ref input::field(std::uint32_t table, std::string_view column) const {
    if (table >= inside_->tables.size()) throw error(call_code::outside_range, "there is no table of that number", "Use what `table` gave.");
    auto const& its = inside_->tables[table];
    if (auto const found = its.by_name.find(column); found != its.by_name.end()) return {table, found->second};
    std::vector<std::string> names;
    for (auto const& one : its.columns) names.push_back(one.name);
    refuse_name(call_code::unknown_field, column, "column of '" + inside_->of->input_tables()[table].name + "' that is named", names,
                "Use the name of a link, a fact or an overridable rule of the entity.");
}

row_ref input::add(std::uint32_t table, std::string_view key, std::string_view owner) {
    if (table >= inside_->tables.size()) throw error(call_code::outside_range, "there is no table of that number", "Use what `table` gave.");
    check_text(key, "the key");
    check_text(owner, "the key of the owner");
    if (key.empty()) throw error(call_code::wrong_value, "the key is empty", "Give every row a key.");
    return inside_->add_row(table, std::string(key), std::string(owner));
}

void input::set_text(row_ref row, field_ref field, std::string_view cell) {
    inside_->check(row, field);
    check_text(cell, "the value");
    if (cell.empty()) {
        inside_->take_away(row, field);
        return;
    }
    diagnostics sink;
    auto value = inside_->read(inside_->column(field), cell, sink);
    if (!value) {
        auto const& first = sink.items().front();
        throw error(call_code::wrong_value, "'" + inside_->column(field).name + "': " + first.message, first.advice);
    }
    inside_->put(row, field, std::move(*value));
}

void input::set_whole(row_ref row, field_ref field, std::int64_t value, unsigned decimals) {
    inside_->check(row, field);
    expect(inside_->column(field), checked::scalar::number, inside_->graph(), "a number");
    if (decimals > most_decimals) throw error(call_code::outside_range, "more than " + std::to_string(most_decimals) + " decimals", "Use set_text.");
    inside_->put(row, field, decimals == 0 ? rational(value) : rational(value) / power_of_ten(decimals));
}

void input::set_boolean(row_ref row, field_ref field, bool value) {
    inside_->check(row, field);
    expect(inside_->column(field), checked::scalar::boolean, inside_->graph(), "a boolean");
    inside_->put(row, field, value);
}

void input::set_date(row_ref row, field_ref field, std::int32_t days) {
    inside_->check(row, field);
    expect(inside_->column(field), checked::scalar::date, inside_->graph(), "a date");
    if (days < first_date.days || days > last_date.days) throw error(call_code::outside_range, "the day is outside the years 1 to 9999", "Days count from 1970-01-01.");
    inside_->put(row, field, date{days});
}

void input::set_moment(row_ref row, field_ref field, std::int64_t minutes) {
    constexpr std::int64_t minutes_of_day = 1440;
    inside_->check(row, field);
    expect(inside_->column(field), checked::scalar::date_time, inside_->graph(), "a date and time");
    if (minutes < first_date.days * minutes_of_day || minutes >= (last_date.days + 1) * minutes_of_day)
        throw error(call_code::outside_range, "the moment is outside the years 1 to 9999", "Minutes count from 1970-01-01T00:00.");
    inside_->put(row, field, date_time{minutes});
}

void input::set_none(row_ref row, field_ref field) {
    inside_->check(row, field);
    auto const& its = inside_->column(field);
    bool const is_value = its.what == column_kind::fact || its.what == column_kind::override_value || its.what == column_kind::range_from || its.what == column_kind::range_to;
    if (!is_value || !its.type.optional) refuse_kind(its, inside_->graph(), "none");
    inside_->put(row, field, checked::none_value{});
}

void input::set_window(std::uint32_t table, std::optional<date> from, std::optional<date> to) {
    if (table >= inside_->tables.size()) throw error(call_code::outside_range, "there is no table of that number", "Use what `table` gave.");
    auto const entity = inside_->tables[table].entity;
    if (!inside_->graph().entities[entity].dated_by) {
        throw error(call_code::wrong_value, "'" + inside_->of->input_tables()[table].name + "' is no table of dated rows, and has a window", "Take the window away.");
    }
    if (from && to && *to < *from) throw error(call_code::outside_range, "the window ends before it begins", "Exchange the two dates.");
    inside_->windows[entity] = {from, to};
}

void input::set_known_on(std::optional<date> day) { inside_->known_on = day; }
void input::each_key(std::uint32_t table, std::function<void(std::string_view key, std::string_view owner)> const& use) const {
    if (table >= inside_->tables.size()) throw error(call_code::outside_range, "there is no table of that number", "Use what `table` gave.");
    for (auto const& row : inside_->tables[table].rows) use(row.key, row.owner_key);
}

std::size_t input::rows(std::uint32_t table) const { return table < inside_->tables.size() ? inside_->tables[table].rows.size() : 0; }
std::shared_ptr<plan const> const& input::of() const { return inside_->of; }

void input::clear() {
    for (auto& table : inside_->tables) {
        table.rows.clear();
        table.parts.clear();
    }
    inside_->windows.clear();
    inside_->known_on.reset();
}

}  // namespace carefare::engine
