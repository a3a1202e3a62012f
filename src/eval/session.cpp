// The frontier: what instructions downstream of the changed slots read of all others.
#include <carefare/eval/session.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <stdexcept>

#include <carefare/program/optimise.hpp>

#include "eval/machine.hpp"
#include "eval/plan_run.hpp"
#include "eval/unread.hpp"
#include "program/codes.hpp"

namespace carefare::eval {

using checked::entity_id;
using program::code;
using program::frame;
using program::no_reg;
using program::reg;

namespace {

bool same(bind::slot_value const& a, bind::slot_value const& b) {
    return a.is == b.is && std::equal(std::begin(a.part), std::end(a.part), std::begin(b.part)) && a.low_open == b.low_open && a.high_open == b.high_open;
}


}  // namespace

struct session::implementation {
    implementation(bind::binding const& to, host_tables const& rows, std::set<checked::slot_id> may_change, unsigned workers, std::size_t rows_of_block)
        : base(to), given(rows), changing(std::move(may_change)), threads(workers), how(*plan_run(*to.of)) {
        check_texts(to, rows);
        shared = std::make_unique<machine>(base, given, how, nullptr, tables::part{});
        shared->run();
        shared->keep();
        auto const& program = *to.of;
        find_changed(program);
        find_frontier(program);
        auto const cut = cut_into_blocks(given, rows_of_block);
        blocks.resize(cut.size());
        in_parallel(cut.size(), threads, [&](std::size_t i) {
            auto made = std::make_unique<machine>(base, given, how, shared.get(), tables::part{cut[i].first, cut[i].count});
            auto found_here = *found;
            made->run({}, &found_here, &is_changed);
            made->keep_only(kept, entities, frames);
            blocks[i].inside = std::move(made);
            for (auto const one : again) {
                if (!found_here.skips(program.code[one].out)) blocks[i].again.push_back(one);
            }
        });
    }

    template <class See>
    void each_read(program::program const& program, std::uint32_t i, See see) const {
        if (!how.is_shared[program.code[i].out]) return found->each_read(i, see);
        for (auto const r : program::uses_of(program, program.code[i])) see(r);
    }

    /// What is computed from a slot that may change. What stands outside of partitions and stays may decide that others
    /// are not read in any scenario: they are not computed at all.
    void find_changed(program::program const& program) {
        is_changed.assign(program.frame_of.size(), false);
        auto const see = [&](std::uint32_t i) {
            auto const& one = program.code[i];
            bool reads = one.what == code::slot && changing.contains(one.payload);
            each_read(program, i, [&](reg r) { reads = reads || is_changed[r]; });
            is_changed[one.out] = reads;
        };
        found.emplace(base, how.reads);
        for (auto const i : how.once) {
            see(i);
            auto const out = program.code[i].out;
            if (!is_changed[out] && shared->has_column(out)) found->know(out, shared->at(out), 0);
        }
        std::vector<std::uint32_t> read;
        auto free_after = how.free_after.apart();
        for (auto const i : how.of_blocks) {
            if (!found->skips(program.code[i].out)) {
                see(i);
                read.push_back(i);
            } else if (!read.empty()) {  // what it was the last to read is given up now
                auto& free = free_after[i];
                std::move(free.begin(), free.end(), std::back_inserter(free_after[read.back()]));
                free.clear();
            }
        }
        how.of_blocks = std::move(read);
        how.free_after = lists(free_after);
    }

    void find_frontier(program::program const& program) {
        kept.assign(program.frame_of.size(), false);
        entities.assign(program.graph->entities.size(), false);
        bool by_key = false;
        for (std::uint32_t i = 0; i < program.code.size(); ++i) {
            auto const& one = program.code[i];
            if (!is_changed[one.out]) continue;
            if (one.what == code::make || one.what == code::linked_row)
                throw std::invalid_argument("a slot that may change decides which rows there are: evaluate each scenario as a whole");
            if (one.what == code::key_text && how.is_shared[one.out])
                throw std::invalid_argument("a slot that may change decides a key outside the partitions: evaluate each scenario as a whole");
            by_key = by_key || one.what == code::best || one.what == code::key_text;
            (how.is_shared[one.out] ? again_once : again).push_back(i);
            keep_entities(program, one.of);
            keep_payload(program, one);
            each_read(program, i, [&](reg r) {
                if (!is_changed[r]) kept[r] = true;
            });
        }
        for (auto const& one : program.outputs) {
            for (auto const r : {one.value, one.low, one.high}) {
                if (r != no_reg) kept[r] = true;
            }
            keep_entities(program, one.of);
        }
        // Frames of items are built once: what their rows are found by must not change.
        for (auto const& its : program.frames) {
            if (its.what != frame::kind::items) continue;
            if (its.start != no_reg && is_changed[its.start]) throw std::invalid_argument("a slot that may change decides what is aggregated");
        }
        find_stale(program);
        find_frames(program);
        // Rows are put in order by their keys, too, and found again by the tables on the way.
        if (stale.any) entities.assign(entities.size(), true);
        for (reg r = 0; r < kept.size(); ++r) {
            if (kept[r] && !how.is_shared[r]) keep_entities(program, program.frame_of[r]);
        }
        for (auto const& one : program.outputs) {
            auto const& type = program.graph->rules[one.rule].type_of;
            if (type.kind == checked::scalar::link) entities[type.entity] = true;
        }
        if (by_key) entities.assign(entities.size(), true);
        keep_what_keys_need(*program.graph);
        auto free_after = how.free_after.apart();
        for (auto& free : free_after)
            std::erase_if(free, [&](reg r) { return kept[r]; });
        how.free_after = lists(free_after);
    }

    /// Orders that a scenario changes, and the frames of items whose rows stand in them or are found through others that do.
    void find_stale(program::program const& program) {
        for (auto const& order : program.orders)
            stale.orders.push_back(std::any_of(order.keys.begin(), order.keys.end(), [&](auto const& key) { return is_changed[key.value]; }));
        stale.frames.assign(program.frames.size(), false);
        for (bool more = true; more;) {
            more = false;
            for (program::frame_id f = 0; f < program.frames.size(); ++f) {
                auto const& its = program.frames[f];
                if (its.what != frame::kind::items || stale.frames[f]) continue;
                bool is = stale.frames[its.outer] || (its.order != checked::no_id && stale.orders[its.order]);
                is = is || (its.guard != no_reg && is_changed[its.guard]);
                for (auto const& step : its.way) {
                    is = is || (step.complete != no_reg && is_changed[step.complete]);
                    is = is || (step.candidates != checked::no_id && stale.frames[step.candidates]);
                }
                if (is) stale.frames[f] = more = true;
            }
        }
        auto const any = [](std::vector<bool> const& all) { return std::find(all.begin(), all.end(), true) != all.end(); };
        stale.any = any(stale.orders) || any(stale.frames);
    }

    /// Frames of items whose rows are gone through again: those of what runs again, what it aggregates over, and what stale ones are found through.
    void find_frames(program::program const& program) {
        frames.assign(program.frames.size(), false);
        auto const need = [&](auto const& self, program::frame_id f) -> void {
            if (frames[f] || program.frames[f].what != frame::kind::items) return;
            frames[f] = true;
            self(self, program.frames[f].outer);
            for (auto const& step : program.frames[f].way) {
                if (stale.frames[f] && step.candidates != checked::no_id) self(self, step.candidates);
            }
        };
        for (auto const i : again) {
            auto const& one = program.code[i];
            need(need, one.of);
            if (program::is_over_items(one.what)) need(need, one.payload);
            if (one.what == code::allocate) need(need, program.allocations[one.payload].items);
        }
    }

    /// A row's key is made of its owner's, its base's and those of the rows that its fields are.
    void keep_what_keys_need(checked::rule_graph const& graph) {
        for (bool more = true; more;) {
            more = false;
            auto const need = [&](entity_id e) {
                if (e == checked::no_id || entities[e]) return;
                entities[e] = more = true;
            };
            for (entity_id e = 0; e < entities.size(); ++e) {
                if (!entities[e]) continue;
                need(graph.entities[e].owner);
                if (graph.entities[e].made.kind == checked::maker_kind::subset) need(graph.entities[e].made.source);
                for (auto const& field : graph.entities[e].made.fields) {
                    if (field.type_of.kind == checked::scalar::link) need(field.type_of.entity);
                }
            }
        }
    }

    void keep_entities(program::program const& program, program::frame_id id) {
        for (auto at = id; at != checked::no_id; at = program.frames[at].outer) {
            if (program.frames[at].entity != checked::no_id) entities[program.frames[at].entity] = true;
        }
    }
    void keep_payload(program::program const& program, program::instruction const& one) {
        if (program::is_over_items(one.what)) return keep_entities(program, one.payload);
        if (one.what != code::allocate) return;
        auto const& plan = program.allocations[one.payload];
        keep_entities(program, plan.items);
        for (auto const& limit : plan.limits) entities[limit.entity] = true;
    }

    void check(bind::binding const& scenario) const {
        if (scenario.of != base.of) throw std::invalid_argument("a scenario is a binding of the same program");
        if (scenario.starts != base.starts) throw std::invalid_argument("the entries of a scenario begin on the days on which those of the base do");
        if (scenario.known_on != base.known_on || scenario.versions != base.versions)
            throw std::invalid_argument("a scenario knows what the base knows, on the same day");
        if (scenario.texts != base.texts) throw std::invalid_argument("a scenario has the texts of the base");
        for (checked::slot_id id = 0; id < base.slots.size(); ++id) {
            if (changing.contains(id)) continue;
            if (!std::equal(base.slots[id].begin(), base.slots[id].end(), scenario.slots[id].begin(), scenario.slots[id].end(), same))
                throw std::invalid_argument("a slot differs that may not change: " + base.of->graph->slots[id].name);
        }
    }

    bind::binding const& base;
    host_tables const& given;
    std::set<checked::slot_id> changing;
    unsigned threads;
    run_plan how;
    std::vector<std::uint32_t> again, again_once;
    std::optional<unread> found;         ///< by what stands outside of partitions and stays
    std::vector<bool> is_changed;        ///< by register
    std::vector<bool> kept, entities, frames;
    machine::stale_rows stale;
    std::unique_ptr<machine> shared;
    struct kept_block {
        std::unique_ptr<machine> inside;
        std::vector<std::uint32_t> again;  ///< of all, those that a row of it reads
    };
    std::vector<kept_block> blocks;
};

session::session(bind::binding const& base, host_tables const& given, std::set<checked::slot_id> may_change, unsigned threads, std::size_t rows)
    : inside_(std::make_unique<implementation>(base, given, std::move(may_change), threads, rows)) {}
session::~session() = default;

void session::run(bind::binding const& scenario, std::function<void(std::size_t, block const&)> const& use) {
    auto& in = *inside_;
    in.check(scenario);
    // What is shared and changes is computed beside what is shared and stays.
    machine shared(scenario, in.given, in.how, nullptr, tables::part{});
    shared.run();
    shared.keep();
    in_parallel(in.blocks.size(), in.threads, [&](std::size_t i) {
        auto& [inside, again] = in.blocks[i];
        if (in.stale.any) inside->forget(in.stale);
        inside->run_again(scenario, &shared, again);
        block seen(std::move(inside));
        auto const give_back = [&] {
            inside = std::move(seen.inside_);
            inside->let_go(again);
            inside->run_again(in.base, in.shared.get(), {});
        };
        try {
            use(i, seen);
        } catch (...) {
            give_back();
            throw;
        }
        give_back();
    });
}

std::size_t session::blocks() const {
    return inside_->blocks.size();
}

session::share session::recomputed() const {
    share all;
    all.instructions = inside_->base.of->code.size();
    all.again = inside_->again.size() + inside_->again_once.size();
    for (auto const& one : inside_->blocks) all.bytes_kept += one.inside->bytes();
    return all;
}

}  // namespace carefare::eval
