// Scenarios as bindings of one program over columns that are kept.
#include <carefare/engine/session.hpp>

#include <algorithm>
#include <functional>
#include <mutex>
#include <set>
#include <stdexcept>

#include <carefare/cases/columnar_caseload.hpp>
#include <carefare/checked/partition.hpp>
#include <carefare/eval/cell_value.hpp>
#include <carefare/eval/session.hpp>
#include <carefare/program/optimise.hpp>

#include "cases/caseload_blocks.hpp"
#include "cases/caseload_text.hpp"
#include "engine/direct_columns.hpp"
#include "engine/input_inside.hpp"

namespace carefare::engine {

namespace {

/// Of one output, while blocks are added.
struct sum {
    std::array<std::size_t, 5> states{};
    std::optional<rational> total;
};

result_state state_of(eval::state is) {
    switch (is) {
        case eval::state::value: return result_state::value;
        case eval::state::none: return result_state::none;
        case eval::state::pending: return result_state::pending;
        case eval::state::incomplete: return result_state::incomplete;
        case eval::state::fault: return result_state::fault;
    }
    return result_state::fault;
}

std::vector<std::size_t> numbers_of(std::vector<std::string> const& names, checked::rule_graph const& graph) {
    std::vector<std::size_t> numbers;
    std::vector<std::string> all;
    for (auto const rule : graph.outputs) all.push_back(graph.full_name(graph.rules[rule]));
    for (auto const& name : names) {
        auto const found = std::find(all.begin(), all.end(), name);
        if (found == all.end()) {
            auto const near = nearest_name(name, all);
            throw error(call_code::no_such_column, "there is no output '" + name + "'", near.empty() ? "Use the name of an output as entity.rule." : "Did you mean '" + near + "'?");
        }
        numbers.push_back(static_cast<std::size_t>(found - all.begin()));
    }
    for (std::size_t i = 0; names.empty() && i < all.size(); ++i) numbers.push_back(i);
    return numbers;
}

void find_slots(std::vector<std::string> const& names, checked::slot_kind kind, checked::rule_graph const& graph, std::set<checked::slot_id>& into) {
    for (auto const& name : names) {
        auto const id = graph.find_slot(kind, name);
        if (!id) throw error(call_code::unknown_field, std::string("there is no ") + (kind == checked::slot_kind::reading ? "reading" : "option") + " '" + name + "'", "Use a name that the programme declares.");
        into.insert(*id);
    }
}

/// One value for all time, said once more on every day on which an entry of the base begins or ends: a scenario has the eras
/// of its base.
void keep_days(std::vector<checked::value_entry>& entries, std::vector<checked::value_entry> const& base) {
    auto const always = entries.front();
    std::set<date> days;
    auto const say = [&](std::optional<date> from, std::optional<date> known) {
        if (!from || !days.insert(*from).second) return;
        entries.push_back(always);
        entries.back().from = from;
        entries.back().known = known;
    };
    for (auto const& entry : base) say(entry.from, entry.known);
    for (auto const& entry : base) {
        if (entry.until) say(add_days(*entry.until, 1), {});
    }
}

}  // namespace

struct session::inside {
    std::shared_ptr<plan const> base;
    program::program program;
    std::optional<date> known_on;
    bind::binding bound;
    cases::columnar_caseload rows;
    std::vector<bool> within;
    std::size_t away = 0;
    std::set<checked::slot_id> may_change;  ///< where nothing could be kept
    unsigned threads = 1;
    std::size_t block_rows = eval::rows_of_a_block;
    std::optional<eval::session> kept;

    void take(input const& of) {
        auto const& in = base->in();
        // The binding stays where it is: the columns live as long as it does.
        std::shared_ptr<bind::binding const> const with(std::shared_ptr<void>(), &bound);
        if (auto made = columns_of(of.in().share(), in.programme->inputs, direct_plan(in.programme->inputs, program), with, known_on)) {
            rows = std::move(*made);
            return;
        }
        cases::caseload load;
        load.data = of.in().gathered();
        cases::check_with_links(load.data, in.graph());
        rows = cases::to_columns(load, bound, in.graph(), known_on);
    }

    using user = std::function<void(std::size_t number, eval::block const& block)>;
    void run(bind::binding const& with, user const& use) {
        try {
            if (kept)
                kept->run(with, use);
            else
                run_all(with, use);
        } catch (std::invalid_argument const& found) {
            throw error(call_code::changes_too_much, found.what(), "Name what may change when the session is begun.");
        }
    }
    void run_all(bind::binding const& with, user const& use) const {
        if (with.texts != bound.texts) throw std::invalid_argument("a scenario has the texts of the base");
        auto const blocks = eval::cut_into_blocks(rows.clean, block_rows);
        eval::evaluation const over(with, rows.clean);
        eval::in_parallel(blocks.size(), threads, [&](std::size_t i) { use(i, over.run(blocks[i].first, blocks[i].count)); });
    }

    [[nodiscard]] reference::settings changed(scenario const& by) const {
        auto const& in = base->in();
        auto made = in.settings;
        auto const change = [&](setting const& one, checked::slot_kind kind) {
            if (one.from || one.until) throw error(call_code::outside_range, "'" + one.name + "' is given for some days alone", "A scenario's values hold for all time: evaluate this one by itself.");
            put_setting(one, kind, in, made);
            auto const id = in.graph().find_slot(kind, one.name).value();
            if (!kept && !may_change.contains(id)) throw error(call_code::changes_too_much, "'" + one.name + "' is not among what may change", "Name it when the session is begun.");
            bool const is_reading = kind == checked::slot_kind::reading;
            auto const& laid = is_reading ? in.settings.readings : in.settings.options;
            auto& entries = (is_reading ? made.readings : made.options)[id];
            if (auto const found = laid.find(id); found != laid.end())
                keep_days(entries, found->second);
            else if (is_reading)
                keep_days(entries, in.graph().slots[id].entries);
            else if (auto const answer = in.loaded->plan.answers.find(id); answer != in.loaded->plan.answers.end())
                keep_days(entries, answer->second);
        };
        for (auto const& one : by.options) change(one, checked::slot_kind::option);
        for (auto const& one : by.readings) change(one, checked::slot_kind::reading);
        return made;
    }

    /// Rows of a block that stand, output by output.
    [[nodiscard]] std::vector<sum> add_up(std::size_t number, eval::block const& block) const {
        std::vector<sum> sums(program.outputs.size());
        for (std::size_t o = 0; o < sums.size(); ++o) {
            auto const& rule = program.graph->rules[program.outputs[o].rule];
            bool const is_money = cases::is_money(rule.type_of);
            if (is_money) sums[o].total = rational(0);
            // What stands outside all partitions stands in every block.
            if (number > 0 && (rule.owner == checked::no_id || !within[rule.owner])) continue;
            auto const column = block.column_of(o);
            program::wide whole = 0;
            for (eval::row_number r = 0; r < block.size(rule.owner); ++r) {
                if (!block.stands(rule.owner, r)) continue;
                auto const is = block.has_failed(rule.owner, r) ? eval::state::fault : column.is(r);
                ++sums[o].states[static_cast<std::size_t>(state_of(is))];
                if (!is_money || is != eval::state::value) continue;
                if (program::wide added = 0; !__builtin_add_overflow(whole, column[r], &added)) {
                    whole = added;
                } else {
                    *sums[o].total += eval::rational_of(whole) / program.outputs[o].denominator;
                    whole = column[r];
                }
            }
            if (is_money) *sums[o].total += eval::rational_of(whole) / program.outputs[o].denominator;
        }
        return sums;
    }
};

session::session(std::shared_ptr<plan const> base, input const& rows, session_options const& how) : inside_(std::make_unique<inside>()) {
    auto& its = *inside_;
    its.base = std::move(base);
    auto const& in = its.base->in();
    auto const& graph = in.graph();
    check_same_programme(*its.base, rows);
    if (!its.base->in().graph().stages.empty())
        throw error(call_code::changes_too_much, "what any slot changes in a programme with stages may change every row", "Evaluate each scenario by itself.");
    if (!in.programme->program) throw error(call_code::outside_range, "the programme computes what fits no column", "Evaluate each scenario row by row.");
    std::set<checked::slot_id> may_change;
    find_slots(how.options, checked::slot_kind::option, graph, may_change);
    find_slots(how.readings, checked::slot_kind::reading, graph, may_change);
    its.within = checked::entities_within(graph);
    auto const numbers = numbers_of(how.outputs, graph);
    its.program = program::needed_for(*in.programme->program, numbers);
    its.known_on = in.known_on(rows.in().rows().known_on);
    its.bound = bind::bind(its.program, in.loaded->plan, {in.settings.readings, in.settings.options}, its.known_on);
    its.take(rows);
    for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
        if (graph.entities[e].partition) its.away += its.rows.rest.data.tables[e].size();
    }
    its.threads = how.threads;
    its.block_rows = how.block_rows;
    try {
        its.kept.emplace(its.bound, its.rows.clean, may_change, how.threads, how.block_rows);
    } catch (std::invalid_argument const&) {
        its.may_change = std::move(may_change);  // what may change decides which rows there are, or their order
    }
}

session::~session() = default;
session::session(session&&) noexcept = default;
session& session::operator=(session&&) noexcept = default;

std::size_t session::partitions() const { return inside_->rows.clean.partitions; }
bool session::keeps_columns() const { return inside_->kept.has_value(); }
std::size_t session::set_aside() const { return inside_->away; }

std::vector<output_sum> session::run(scenario const& what, std::function<bool()> const& stop) {
    auto& its = *inside_;
    auto const& graph = *its.program.graph;
    auto const settings = its.changed(what);
    auto const bound = bind::bind(its.program, its.base->in().loaded->plan, {settings.readings, settings.options}, its.known_on);
    std::mutex guard;
    std::vector<sum> sums(its.program.outputs.size());
    its.run(bound, [&](std::size_t number, eval::block const& block) {
        if (stop && stop()) throw stopped();
        auto const of_block = its.add_up(number, block);
        std::lock_guard const one(guard);
        for (std::size_t o = 0; o < sums.size(); ++o) {
            for (std::size_t s = 0; s < sums[o].states.size(); ++s) sums[o].states[s] += of_block[o].states[s];
            if (of_block[o].total) sums[o].total = sums[o].total.value_or(0) + *of_block[o].total;
        }
    });
    std::vector<output_sum> out;
    for (std::size_t o = 0; o < sums.size(); ++o) {
        auto const& rule = graph.rules[its.program.outputs[o].rule];
        output_sum one;
        one.output = graph.full_name(rule);
        one.states = sums[o].states;
        if (cases::is_money(rule.type_of)) one.total = cases::money_text(sums[o].total.value_or(0));
        out.push_back(std::move(one));
    }
    return out;
}

std::vector<std::vector<output_sum>> session::sweep(std::vector<scenario> const& all) {
    std::vector<std::vector<output_sum>> out;
    for (auto const& one : all) out.push_back(run(one));
    return out;
}

}  // namespace carefare::engine
