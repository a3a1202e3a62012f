// Host rows of a block: a stretch of each table that was handed in, numbered from zero.
#include "eval/tables.hpp"

#include <carefare/base/append_text.hpp>

namespace carefare::eval {

using checked::entity_id;
using checked::maker_kind;
using checked::no_id;

void table::clear() {
    size = 0;
    given = nullptr;
    first = 0;
    for (auto* all : {&owner, &begins, &base, &parts.rows}) all->clear();
    parts.begins.assign(1, 0);
    for (auto& one : links) one.clear();
    for (auto& one : fields) one.clear();
    for (auto& [group, rows] : group_of) rows.clear();
    for (auto* all : {&incomplete, &outside, &before, &after, &gone, &began_before, &cut}) all->clear();
    open.clear();
}

tables::tables(checked::rule_graph const& graph, std::vector<bool> const& within, host_tables const& given,
               std::vector<host_table> const& rows, tables* shared, part of, std::vector<table> spare)
    : graph_(graph), within_(within), given_(given), rows_(rows), shared_(shared), count_(graph.entities.size()), own_(std::move(spare)), here_(2 * count_),
      first_text_(static_cast<std::int64_t>(given.texts.size() + (shared == nullptr ? 0 : shared->texts_.size()))) {
    for (auto& one : own_) one.clear();
    own_.resize(2 * count_);
    for (entity_id e = 0; e < count_; ++e) {
        bool const is_own = within[e] == (shared != nullptr);
        for (auto const at : {std::size_t{e}, e + count_}) {
            here_[at] = is_own || shared == nullptr ? &own_[at] : shared->here_[at];
        }
        if (is_own && graph.entities[e].made.kind == maker_kind::host) load(e, of);
    }
    for (entity_id e = 0; e < count_; ++e) {
        if (within[e] == (shared != nullptr) && graph.entities[e].made.kind == maker_kind::host) link(e, of);
    }
}

/// Rows of a table within stand partition by partition.
void tables::load(entity_id e, part of) {
    auto const& entity = graph_.entities[e];
    auto const& all = rows_of(e);
    auto& here = own_[e];
    here.given = &all;
    here.first = within_[e] ? all.begins[of.first] : 0;
    here.size = (within_[e] ? all.begins[of.first + of.count] : static_cast<row_number>(all.size)) - here.first;
    here.owner.resize(here.size);
    if (entity.owner == no_id) {
        std::fill(here.owner.begin(), here.owner.end(), no_row);
        return;
    }
    auto const& owners = rows_of(entity.owner);
    row_number const owner_first = within_[entity.owner] ? owners.begins[of.first] : 0;
    std::size_t const owner_count = (within_[entity.owner] ? owners.begins[of.first + of.count] : owners.size) - owner_first;
    for (std::size_t r = 0; r < here.size; ++r) here.owner[r] = all.owner[here.first + r] - owner_first;
    here.begins.resize(owner_count + 1);
    std::size_t r = 0;
    for (std::size_t o = 0; o <= owner_count; ++o) {
        while (r < here.size && here.owner[r] < o) ++r;
        here.begins[o] = static_cast<row_number>(r);
    }
}

void tables::link(entity_id e, part of) {
    auto const& links = graph_.entities[e].links;
    auto& here = own_[e];
    here.links.resize(links.size());
    for (std::size_t l = 0; l < links.size(); ++l) {
        auto const* const from = here.given->links[l].data() + here.first;
        row_number const base = within_[links[l].to] ? rows_of(links[l].to).begins[of.first] : 0;
        auto& made = here.links[l];
        made.resize(here.size);
        for (std::size_t r = 0; r < here.size; ++r) made[r] = from[r] == no_row ? no_row : from[r] - base;
    }
}

void tables::drop(entity_id e) {
    for (auto const at : {std::size_t{e}, e + count_}) {
        table counted;
        counted.size = own_[at].size;
        own_[at] = std::move(counted);
    }
}

row_number tables::above(entity_id e, row_number r, entity_id owner) const {
    while (e != owner && r != no_row && e != no_id) {
        auto const& here = at(e);
        r = here.owner.empty() ? no_row : here.owner[r];
        e = graph_.entities[e].owner;
    }
    return e == owner ? r : no_row;
}

void tables::find_cut(entity_id e) {
    auto& here = at(e);
    auto const owner = graph_.entities[e].owner;
    auto const* const above = owner == no_id || at(owner).cut.empty() ? nullptr : at(owner).cut.data();
    auto const source = graph_.entities[e].made.source;
    auto const* const base = here.base.empty() || at(source).cut.empty() ? nullptr : at(source).cut.data();
    here.cut.clear();
    if (above == nullptr && base == nullptr && here.incomplete.empty()) return;
    here.cut.resize(here.size);
    std::uint8_t any = 0;
    for (std::size_t r = 0; r < here.size; ++r) {
        std::uint8_t is = here.incomplete.empty() ? 0 : here.incomplete[r];
        if (above != nullptr && here.owner[r] != no_row) is |= above[here.owner[r]];
        if (base != nullptr) is |= base[here.base[r]];
        here.cut[r] = is;
        any |= is;
    }
    if (any == 0) here.cut.clear();
}

std::pair<entity_id, row_number> tables::outside(entity_id e, row_number r) const {
    while (e != no_id && r != no_row) {
        auto const& here = at(e);
        if (!here.outside.empty() && here.outside[r] != 0) return std::pair{e, r};
        if (!here.base.empty()) {
            if (auto const base = outside(graph_.entities[e].made.source, here.base[r]); base.first != no_id) return base;
        }
        r = here.owner[r];
        e = graph_.entities[e].owner;
    }
    return {no_id, no_row};
}

void tables::fail(entity_id e, row_number r) {
    while (!graph_.entities[e].partition && graph_.entities[e].owner != no_id && at(e).owner[r] != no_row) {
        r = at(e).owner[r];
        e = graph_.entities[e].owner;
    }
    failed_[{e, r}] = true;
}

bool tables::has_failed(entity_id e, row_number r) const {
    if (shared_ != nullptr && !within_[e]) return shared_->has_failed(e, r);
    if (failed_.empty()) return false;
    while (!graph_.entities[e].partition && graph_.entities[e].owner != no_id && at(e).owner[r] != no_row) {
        r = at(e).owner[r];
        e = graph_.entities[e].owner;
    }
    return failed_.contains({e, r});
}

std::int64_t tables::text(std::string const& of) {
    if (auto const found = given_.text_numbers.find(of); found != given_.text_numbers.end()) return found->second;
    if (shared_ != nullptr) {
        if (auto const found = shared_->numbers_.find(of); found != shared_->numbers_.end()) return found->second;
    }
    auto const [at, fresh] = numbers_.emplace(of, first_text_ + static_cast<std::int64_t>(texts_.size()));
    if (fresh) texts_.push_back(of);
    return at->second;
}

std::string const& tables::text_of(std::int64_t number) const {
    auto const at = static_cast<std::size_t>(number);
    if (at < given_.texts.size()) return given_.texts[at];
    return number < first_text_ ? shared_->text_of(number) : texts_.at(at - static_cast<std::size_t>(first_text_));
}

void tables::add_field(std::string& into, entity_id e, std::size_t field, row_number r) const {
    auto const& declared = graph_.entities[e].made.fields[field];
    auto const& column = at(e).fields[field];
    if (column.is(r) == state::none) {
        into += "none";
        return;
    }
    auto const cell = column.cells[column.flat ? 0 : r];
    switch (declared.type_of.kind) {
        case checked::scalar::link: return add_key(into, declared.type_of.entity, static_cast<row_number>(cell));
        case checked::scalar::date: return append(into, date{static_cast<std::int32_t>(cell)});
        case checked::scalar::date_time: into += graph_.to_string(checked::scalar_value{date_time{cell}}, declared.type_of); return;
        case checked::scalar::word: into += graph_.word_lists[declared.type_of.words].words[static_cast<std::size_t>(cell)]; return;
        case checked::scalar::text: into += text_of(cell); return;
        case checked::scalar::number:
            into += (rational(cell) / (declared.bounds ? declared.bounds->denominator : rational(1))).to_string();
            return;
        default: into += graph_.to_string(checked::scalar_value{cell != 0}, declared.type_of);
    }
}

void tables::add_key(std::string& into, entity_id e, row_number r) const {
    auto const& entity = graph_.entities[e];
    auto const& here = at(e);
    if (entity.made.kind == maker_kind::host) {
        into += here.given->keys[here.first + r];
        return;
    }
    if (entity.made.kind == maker_kind::subset) return add_key(into, entity.made.source, here.base[r]);
    add_key(into, entity.owner, here.owner[r]);
    auto const in_key = entity.made.key_fields();
    for (std::size_t i = 0; i < in_key; ++i) {
        into += ", ";
        add_field(into, e, i, r);
    }
}

std::string tables::key_of(entity_id e, row_number r) const {
    std::string key;
    add_key(key, e, r);
    return key;
}

/// As their texts compare; these are put together only where the numbers do not say it.
int tables::compare_keys(entity_id e, row_number a, row_number b) const {
    auto const& here = at(e);
    auto const& entity = graph_.entities[e];
    if (a == b) return 0;
    if (here.given != nullptr) return here.given->keys[here.first + a].compare(here.given->keys[here.first + b]);
    if (entity.made.kind != maker_kind::subset && here.owner[a] == here.owner[b] && entity.made.key_fields() == 1 &&
        entity.made.fields[0].type_of.kind == checked::scalar::date && here.fields[0].plain()) {
        auto const x = here.fields[0].cells[a], y = here.fields[0].cells[b];
        return x < y ? -1 : x > y ? 1 : 0;
    }
    auto const& above = entity.owner == no_id ? here : at(entity.owner);
    if (entity.made.kind != maker_kind::subset && above.given != nullptr) {
        auto const x = above.given->keys[above.first + here.owner[a]], y = above.given->keys[above.first + here.owner[b]];
        auto const common = std::min(x.size(), y.size());
        if (auto const first = x.substr(0, common).compare(y.substr(0, common)); first != 0) return first;
    }
    return key_of(e, a).compare(key_of(e, b));
}

}  // namespace carefare::eval
