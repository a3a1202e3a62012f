// Operands in every state of section 4, for tests that put each construct to each: one row of one entity, facts that
// are missing under short names, and a day that does not exist as the fault.
#pragma once

#include <map>
#include <string>

#include "support/graph_builder.hpp"

namespace carefare::test {

class state_sheet : public graph_builder {
public:
    entity_id sheet = entity("sheet");

    state_sheet() { row(sheet, "s"); }

    /// A fact that is missing: "pending: sheet.NAME[s]".
    node_id missing(std::string const& name, type t = number) {
        auto const known = missing_.find(name);
        if (known != missing_.end()) return read(known->second, self(sheet));
        auto const made = fact(sheet, name, std::move(t));
        missing_.emplace(name, made);
        return read(made, self(sheet));
    }
    node_id bad_day() { return node(op::make_date, date_type, {num(2023), num(2), num(30)}); }
    node_id bad_number() { return node(op::day_of, number, {bad_day()}); }
    node_id bad_truth() { return node(op::equal, boolean, {bad_day(), bad_day()}); }
    node_id moment_at(std::string_view written) {
        return constant(scalar_value{parse_date_time(written).value()}, moment);
    }

    /// What a node evaluates to, as text.
    std::string of(node_id n) {
        auto const name = "r" + std::to_string(graph.rules.size());
        return shown(rule(sheet, name, n));
    }
    std::string of(op what, type t, std::initializer_list<node_id> operands, std::uint32_t payload = no_id) {
        return of(node(what, std::move(t), operands, payload));
    }

private:
    std::map<std::string, checked::fact_id> missing_;
};

}  // namespace carefare::test
