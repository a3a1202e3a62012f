// The walk, without a stack of its own depth: a place is left until all places that it waits for are known.
#include "eval/needs.hpp"

#include <algorithm>

namespace carefare::eval {

needs_walk::needs_walk(machine const& of)
    : machine_(of), program_(of.runs()), graph_(*of.runs().graph), made_by_(of.runs().frame_of.size(), 0), cells_(of.runs().frame_of.size()) {
    for (std::uint32_t i = 0; i < program_.code.size(); ++i) made_by_[program_.code[i].out] = i;
    for (std::uint32_t i = 0; i < program_.makers.size(); ++i) makers_[program_.makers[i].entity].push_back(i);
}

std::uint32_t needs_walk::number_of_cell(program::reg of, row_number row) {
    return is(of, row) == state::pending ? walk({place::kind::cell, of, machine_.at(of).flat ? 0 : row}) : 0;
}

std::set<reference::need> needs_walk::of_rows(checked::entity_id e, row_number owner) {
    return told(walk({place::kind::table, e, owner}));
}

/// What was not computed decided nothing: no row waits for it.
state needs_walk::is(program::reg of, std::size_t row) const {
    if (!machine_.has_column(of)) return state::none;
    auto const& column = machine_.at(of);
    return column.states.empty() ? state::value : column.states[column.flat ? 0 : row];
}

std::int64_t needs_walk::value(program::reg of, std::size_t row) const {
    auto const& column = machine_.at(of);
    return column.cells[column.flat ? 0 : row];
}

void needs_walk::see(program::reg of, row_number row) {
    if (of != program::no_reg && is(of, row) == state::pending) see(place::kind::cell, of, machine_.at(of).flat ? 0 : row);
}

void needs_walk::lacks(missing what) {
    auto const [at, fresh] = numbers_.emplace(what, static_cast<std::uint32_t>(all_missing_.size()));
    if (fresh) all_missing_.push_back(what);
    lacking_.push_back(at->second);
}

void needs_walk::list(place const& of) {
    switch (of.what) {
        case place::kind::cell: return list_cell(of.id, of.row);
        case place::kind::rows: return list_rows(of.id, of.row);
        case place::kind::table: return list_table(of.id, of.row);
        case place::kind::asked: return list_asked(of.id, of.row);
        case place::kind::turn: return list_turn(of.id, of.row);
        case place::kind::turns: return list_turns(of.id, of.row);
    }
}

std::uint32_t& needs_walk::known(place const& of) {
    if (of.what != place::kind::cell) return others_.try_emplace(of.packed(), not_known).first->second;
    auto& column = cells_[of.id];
    if (column.empty()) column.assign(machine_.at(of.id).states.size(), not_known);
    return column[of.row];
}

std::uint32_t needs_walk::walk(place const& from) {
    if (auto const before = known(from); before != not_known) return before;
    auto& open = visits_;
    open.clear();
    auto const enter = [&](place const& of) {
        visit made{of, places_.size(), places_.size(), 0, lacking_.size()};
        list(of);
        made.last_place = places_.size();
        open.push_back(made);
    };
    enter(from);
    std::uint32_t last = 0;
    while (!open.empty()) {
        auto& here = open.back();
        while (here.next < here.last_place && known(places_[here.next]) != not_known) ++here.next;
        if (here.next < here.last_place) {
            enter(place(places_[here.next]));
            continue;
        }
        last = unite(here.first_place, here.first_missing);
        known(here.of) = last;
        places_.resize(here.first_place);
        lacking_.resize(here.first_missing);
        open.pop_back();
    }
    return last;
}

/// One set is not copied.
std::uint32_t needs_walk::unite(std::size_t first_place, std::size_t first_missing) {
    if (places_.size() == first_place + 1 && lacking_.size() == first_missing) return known(places_.back());
    auto& from = united_;
    from.clear();
    for (auto i = first_place; i < places_.size(); ++i) {
        if (auto const set = known(places_[i]); set != 0) from.push_back(set);
    }
    std::sort(from.begin(), from.end());
    from.erase(std::unique(from.begin(), from.end()), from.end());
    auto& all = union_;
    all.assign(lacking_.begin() + static_cast<std::ptrdiff_t>(first_missing), lacking_.end());
    if (all.empty() && from.size() <= 1) return from.empty() ? 0 : from.front();
    for (auto const set : from) all.insert(all.end(), sets_[set].begin(), sets_[set].end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    for (auto const set : from) {
        if (sets_[set].size() == all.size()) return set;
    }
    sets_.push_back(all);
    return static_cast<std::uint32_t>(sets_.size() - 1);
}

/// Of a result that another programme or stage came to what that waits for.
reference::open_result const* needs_walk::open_result(missing const& fact) const {
    auto const& here = machine_.rows().at(graph_.facts[fact.id].owner);
    if (here.given == nullptr) return nullptr;
    auto const found = here.given->open.find({fact.id, static_cast<row_number>(here.first + fact.row)});
    return found == here.given->open.end() ? nullptr : &found->second;
}

std::set<reference::need> needs_walk::told(std::uint32_t set) const {
    std::set<reference::need> made;
    for (auto const number : sets_[set]) {
        auto const& one = all_missing_[number];
        auto const* open = one.what == missing::kind::fact ? open_result(one) : nullptr;
        if (open != nullptr)
            made.insert(open->needs.begin(), open->needs.end());
        else
            made.insert(named(one));
    }
    return made;
}

}  // namespace carefare::eval
