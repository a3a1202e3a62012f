// What a run over a block came to, row by row.
#include <carefare/eval/evaluate_block.hpp>

#include <carefare/eval/cell_value.hpp>

#include "eval/machine.hpp"
#include "eval/needs.hpp"

namespace carefare::eval {

namespace {

wide value_in(column const& of, row_number row) {
    auto const at = of.flat ? 0 : row;
    return of.wides.empty() ? wide{of.cells[at]} : of.wides[at];
}

state state_in(column const& of, row_number row) {
    return of.is(row);
}

checked::scalar_value scalar(tables const& rows, wide value, checked::scalar kind, rational const& denominator) {
    return scalar_of(value, kind, denominator, [&](std::int64_t number) { return rows.text_of(number); });
}

}  // namespace

block::block(std::unique_ptr<machine> inside) : inside_(std::move(inside)) {}
block::~block() = default;
block::block(block&&) noexcept = default;
block& block::operator=(block&&) noexcept = default;

std::size_t block::size(checked::entity_id entity) const {
    return entity == checked::no_id ? 1 : inside_->rows().at(entity).size;
}

bool block::stands(checked::entity_id entity, row_number row) const {
    return entity == checked::no_id || !inside_->rows().is_gone(entity, row);
}

std::string block::key_of(checked::entity_id entity, row_number row) const {
    return entity == checked::no_id ? std::string() : inside_->rows().key_of(entity, row);
}

row_number block::owner_of(checked::entity_id entity, row_number row) const {
    return entity == checked::no_id ? no_row : inside_->rows().at(entity).owner[row];
}

row_number block::partition_of(checked::entity_id entity, row_number row) const {
    auto const& graph = *inside_->runs().graph;
    while (entity != checked::no_id && row != no_row) {
        if (graph.entities[entity].partition) return row;
        row = inside_->rows().at(entity).owner[row];
        entity = graph.entities[entity].owner;
    }
    return no_row;
}

bool block::is_incomplete(checked::entity_id entity, row_number row) const {
    return entity != checked::no_id && inside_->rows().is_incomplete(entity, row);
}

state block::known_rows(checked::entity_id entity, row_number owner) const {
    auto const& open = inside_->rows().at(entity).open;
    return open.empty() ? state::value : open[owner];
}

bool block::knows_all_rows(checked::entity_id entity) const {
    return inside_->rows().at(entity).open.empty();
}

row_number block::first_below(checked::entity_id entity, row_number owner) const {
    return inside_->rows().at(entity).begins[owner];
}

bool block::has_failures() const {
    return inside_->rows().has_failures();
}

bool block::has_failed(checked::entity_id entity, row_number row) const {
    return entity != checked::no_id && inside_->rows().has_failed(entity, row);
}

row_number block::given(checked::entity_id entity, row_number row) const {
    return inside_->rows().at(entity).first + row;
}

state block::state_of(std::size_t output, row_number row) const {
    auto const& of = inside_->runs().outputs[output];
    auto const e = inside_->runs().graph->rules[of.rule].owner;
    if (e != checked::no_id) {
        if (has_failed(e, row) || !inside_->rows().at(e).used(row)) return state::fault;
    }
    return state_in(inside_->at(of.value), row);
}

cell block::result(std::size_t output, row_number row) const {
    auto const& of = inside_->runs().outputs[output];
    auto const& type = inside_->runs().graph->rules[of.rule].type_of;
    cell made;
    made.is = state_of(output, row);
    if (made.is != state::value) return made;
    auto const value = value_in(inside_->at(of.value), row);
    if (type.kind != checked::scalar::range) {
        made.value = scalar(inside_->rows(), value, type.kind, of.denominator);
        return made;
    }
    checked::interval range;
    range.low_closed = (static_cast<std::int64_t>(value) & 1) != 0;
    range.high_closed = (static_cast<std::int64_t>(value) & 2) != 0;
    auto const end = [&](program::reg at) -> std::optional<checked::scalar_value> {
        auto const& column = inside_->at(at);
        if (state_in(column, row) == state::none) return std::nullopt;
        return scalar(inside_->rows(), value_in(column, row), type.element, of.denominator);
    };
    range.low = end(of.low);
    range.high = end(of.high);
    made.value = std::move(range);
    return made;
}

block::day block::paid_by(std::size_t number, row_number row) const {
    auto const& column = inside_->at(inside_->runs().paid_by[number].day);
    return {state_in(column, row), static_cast<std::int64_t>(value_in(column, row))};
}

block::day block::at(std::size_t number, row_number row) const {
    auto const& column = inside_->at(inside_->runs().paid_by[number].at);
    return {state_in(column, row), static_cast<std::int64_t>(value_in(column, row))};
}

state block::state_of_carried(std::size_t table, std::size_t fact, row_number row) const {
    auto const& of = inside_->runs().carried_tables[table];
    if (has_failed(of.from, row)) return state::fault;
    return is_incomplete(of.from, row) ? state::incomplete : state_in(inside_->at(of.facts[fact].value), row);
}

cell block::carried(std::size_t table, std::size_t fact, row_number row) const {
    auto const& of = inside_->runs().carried_tables[table];
    auto const& its = of.facts[fact];
    cell made;
    made.is = state_of_carried(table, fact, row);
    if (made.is == state::value)
        made.value = scalar(inside_->rows(), value_in(inside_->at(its.value), row), inside_->runs().graph->facts[its.id].type_of.kind, its.denominator);
    return made;
}

needs_walk& block::walk() const {
    if (!walk_) walk_ = std::make_unique<needs_walk>(*inside_);
    return *walk_;
}

std::set<reference::need> block::needs(std::size_t output, row_number row) const {
    return needs_of(number_of_needs(output, row));
}

std::uint32_t block::number_of_needs(std::size_t output, row_number row) const {
    if (state_of(output, row) != state::pending) return 0;
    return walk().number_of_cell(inside_->runs().outputs[output].value, row);
}

std::set<reference::need> block::needs_of(std::uint32_t number) const {
    return number == 0 ? std::set<reference::need>{} : walk().told(number);
}

std::set<reference::need> block::needs_of_paid_by(std::size_t number, row_number row) const {
    return walk().of_cell(inside_->runs().paid_by[number].day, row);
}

std::set<reference::need> block::needs_of_at(std::size_t number, row_number row) const {
    auto const at = inside_->runs().paid_by[number].at;
    return at == program::no_reg ? std::set<reference::need>{} : walk().of_cell(at, row);
}

std::set<reference::need> block::needs_of_carried(std::size_t table, std::size_t fact, row_number row) const {
    auto const& of = inside_->runs().carried_tables[table];
    if (carried(table, fact, row).is != state::pending) return {};
    return walk().of_cell(of.facts[fact].value, row);
}

std::set<reference::need> block::needs_of_rows(checked::entity_id entity, row_number owner) const {
    auto const& made = inside_->runs().graph->entities[entity];
    if (made.made.kind == checked::maker_kind::host || has_failed(made.owner, owner)) return {};
    return walk().of_rows(entity, owner);
}

}  // namespace carefare::eval
