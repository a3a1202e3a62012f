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

input::inside::inside(std::shared_ptr<plan const> under) : of(std::move(under)), tables(of->in().programme->inputs) { begin_anew(); }

void input::inside::begin_anew() {
    rows_ = std::make_shared<typed_rows>();
    for (auto const& table : tables) rows_->tables.emplace_back().columns = table.columns.size();
}

void input::inside::clear() {
    if (rows_->readers.load(std::memory_order_acquire) != 0)
        begin_anew();
    else
        rows_->clear();
}

void input::inside::check(row_ref row, field_ref field) const {
    bool const fits = row.table < tables.size() && row.row < rows().tables[row.table].rows() && field.table == row.table &&
                      field.column < tables[field.table].columns.size();
    if (!fits) throw error(call_code::outside_range, "the row or the field is none of this table", "Use what `add` and `field` gave for the same table.");
    if (column(field).what == column_kind::key) throw error(call_code::wrong_value, "the key of a row cannot be changed", "Give it when the row is added.");
}

void input::inside::take_away(row_ref row, field_ref field) {
    auto& table = changed().tables[row.table];
    auto const& its = column(field);
    if (its.what == column_kind::owner)
        table.owners[row.row] = 0;
    else if (its.what != column_kind::key)
        table.at(row.row, field.column).is = typed_cell::kind::absent;
}

void input::inside::put_cell(row_ref row, field_ref field, std::int64_t cell) {
    changed().tables[row.table].at(row.row, field.column) = {typed_cell::kind::whole, cell};
}

void input::inside::put(row_ref row, field_ref field, checked::scalar_value value) {
    auto const& its = column(field);
    if (its.what == column_kind::key) return;
    auto& all = changed();
    auto& cell = all.tables[row.table].at(row.row, field.column);
    bool const is_fact = its.what == column_kind::fact || its.what == column_kind::range_from || its.what == column_kind::range_to;
    if (its.what == column_kind::owner) {
        all.tables[row.table].owners[row.row] = all.add(std::get<std::string>(value));
    } else if (its.what == column_kind::link || (is_fact && its.type.kind == checked::scalar::text && std::holds_alternative<std::string>(value))) {
        all.put(cell, std::string_view(std::get<std::string>(value)));
    } else if (is_fact && its.type.optional && std::holds_alternative<checked::none_value>(value)) {
        cell = {typed_cell::kind::none, 0};
    } else if (auto const whole = its.cell_of(value)) {
        cell = {typed_cell::kind::whole, *whole};
    } else {
        all.put(cell, std::move(value));
    }
}

bool input::inside::put_quickly(row_ref row, field_ref field, std::string_view text) {
    auto const& cells = column(field).cells;
    auto const cell = cells ? cells->read_quickly(text) : std::nullopt;
    if (cell) put_cell(row, field, *cell);
    return cell.has_value();
}

std::optional<checked::scalar_value> input::inside::read(column_plan const& its, std::string_view text, diagnostics& sink) const {
    if (its.what != column_kind::fact && its.type.kind == checked::scalar::text) return checked::scalar_value{std::string(text)};
    if (its.what == column_kind::link) return checked::scalar_value{std::string(text)};
    return checked::read_cell({std::string(text), {}, {}, {}}, its.type, graph(), sink);
}

void input::inside::refuse(row_ref row, std::string_view field, std::string code, std::string message) {
    changed().tables[row.table].unread.push_back({row.row, {std::move(code), std::string(field), std::move(message), {}}});
}

void input::inside::put_or_refuse(row_ref row, field_ref field, std::string_view text) {
    if (text.empty() || put_quickly(row, field, text)) return;
    diagnostics sink;
    auto value = read(column(field), text, sink);
    for (auto const& one : sink.items()) {
        refuse(row, column(field).name, std::string(name_of(one.code)), "cannot be read: " + one.message + (one.advice.empty() ? "" : ". " + one.advice));
    }
    if (value) put(row, field, std::move(*value));
}

row_ref input::inside::add_row(std::uint32_t table, std::string_view key, std::string_view owner) {
    auto& all = changed();
    auto& its = all.tables[table];
    if (its.rows() >= most_rows) throw error(call_code::too_long, "the table has more than " + std::to_string(most_rows) + " rows", "Hand in fewer rows at once.");
    row_ref const made{table, static_cast<std::uint32_t>(its.rows())};
    its.owners.push_back(all.add(owner));
    its.keys.push_back(all.add(key));
    its.cells.resize(its.cells.size() + its.columns);
    if (key.empty()) refuse(made, "key", std::string(name_of(diagnostic_code::W014)), "is empty");
    return made;
}

void input::inside::rename_row(row_ref row, std::string_view key) {
    auto& all = changed();
    all.tables[row.table].keys[row.row] = all.add(key);
}

input::inside::extent input::inside::mark() const {
    extent made{{}, {}, rows().known_on, rows().windows};
    for (auto const& table : rows().tables) {
        made.rows.push_back(table.rows());
        made.unread.push_back(table.unread.size());
    }
    return made;
}

void input::inside::go_back(extent const& to) {
    auto& all = changed();
    for (std::size_t t = 0; t < tables.size(); ++t) {
        auto& table = all.tables[t];
        table.keys.resize(to.rows[t]);
        table.owners.resize(to.rows[t]);
        table.cells.resize(to.rows[t] * table.columns);
        table.unread.erase(table.unread.begin() + static_cast<std::ptrdiff_t>(to.unread[t]), table.unread.end());
    }
    all.known_on = to.known_on;
    all.windows = to.windows;
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
    return inside_->add_row(table, key, owner);
}

void input::set_text(row_ref row, field_ref field, std::string_view cell) {
    inside_->check(row, field);
    check_text(cell, "the value");
    if (cell.empty()) {
        inside_->take_away(row, field);
        return;
    }
    if (inside_->put_quickly(row, field, cell)) return;
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
    auto const& cells = inside_->column(field).cells;
    if (auto const cell = cells ? cells->cell_of_parts(value, decimals) : std::nullopt) return inside_->put_cell(row, field, *cell);
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
    inside_->changed().windows[entity] = {from, to};
}

void input::set_known_on(std::optional<date> day) { inside_->changed().known_on = day; }
void input::each_key(std::uint32_t table, std::function<void(std::string_view key, std::string_view owner)> const& use) const {
    if (table >= inside_->tables.size()) throw error(call_code::outside_range, "there is no table of that number", "Use what `table` gave.");
    auto const& all = inside_->rows();
    for (std::size_t r = 0; r < all.tables[table].rows(); ++r) use(all.text(all.tables[table].keys[r]), all.text(all.tables[table].owners[r]));
}

std::size_t input::rows(std::uint32_t table) const { return table < inside_->tables.size() ? inside_->rows().tables[table].rows() : 0; }
std::shared_ptr<plan const> const& input::of() const { return inside_->of; }

void input::clear() { inside_->clear(); }

}  // namespace carefare::engine
