// Keys count from one in each table, of eight digits: the order of keys is that of rows.
#include "support/tables.hpp"

#include <memory>
#include <stdexcept>

namespace carefare::bench {

using eval::state;

namespace {

constexpr std::size_t most_rows = 10'000'000, digits = 8;

/// All keys there may be stand in one text.
char const* key_text(std::size_t rows) {
    static std::string text;
    if (text.capacity() == 0) text.reserve(most_rows * digits);
    for (auto at = text.size() / digits; at < rows; ++at) {
        auto const number = std::to_string(at + 1);
        text.append(digits - number.size(), '0').append(number);
    }
    return text.data();
}

}  // namespace

tables::tables(programme const& of) : random(1), of_(of), columns_(eval::host_tables::columns_of(of.graph())) {
    all_.of = &of.lowered();
    all_.tables.resize(of.graph().entities.size());
    all_.texts.resize(of.bound().texts.size());
    for (auto const& [text, number] : of.bound().texts) {
        all_.texts[static_cast<std::size_t>(number)] = text;
        all_.text_numbers.emplace(text, number);
    }
    for (checked::entity_id e = 0; e < all_.tables.size(); ++e) {
        auto const& entity = of.graph().entities[e];
        if (entity.made.kind != checked::maker_kind::host) continue;
        std::size_t columns = 0;
        for (auto const& fact : of.graph().facts) {
            if (fact.owner == e) columns += fact.type_of.kind == checked::scalar::range ? 3 : 1;
        }
        all_.tables[e].facts.resize(columns);
        all_.tables[e].links.resize(entity.links.size());
    }
}

void tables::give_keys(checked::entity_id e, std::size_t count) {
    if (count > most_rows) throw std::runtime_error("too many rows");
    auto const* text = key_text(count);
    auto& here = all_.tables[e];
    here.size = count;
    here.keys = eval::text_refs(text);
    here.keys.reserve(count);
    for (std::size_t row = 0; row < count; ++row) here.keys.push_back({text + row * digits, digits});
}

void tables::add_partitions(std::string const& entity, std::size_t count) {
    auto const e = of_.entity(entity);
    give_keys(e, count);
    all_.partitions = count;
    for (std::size_t row = 0; row <= count; ++row) all_.tables[e].begins.push_back(static_cast<eval::row_number>(row));
}

void tables::add_rows(std::string const& entity, std::function<std::size_t(std::size_t)> const& rows_of) {
    auto const e = of_.entity(entity);
    auto& here = all_.tables[e];
    auto const owners = all_.tables[of_.graph().entities[e].owner].size;
    for (std::size_t owner = 0; owner < owners; ++owner) here.owner.insert(here.owner.end(), rows_of(owner), static_cast<eval::row_number>(owner));
    give_keys(e, here.owner.size());
    auto const& above = all_.tables[of_.graph().entities[e].owner].begins;
    auto const first = begins(entity);
    for (auto const at : above) here.begins.push_back(first[at]);
}

std::vector<eval::row_number> tables::begins(std::string const& entity) const {
    auto const e = of_.entity(entity);
    std::vector<eval::row_number> made(all_.tables[of_.graph().entities[e].owner].size + 1, 0);
    for (auto const owner : all_.tables[e].owner) ++made[owner + 1];
    for (std::size_t at = 1; at < made.size(); ++at) made[at] += made[at - 1];
    return made;
}

eval::given_column& tables::place(std::string const& fact, std::size_t part) {
    auto const f = of_.fact(fact);
    return all_.tables[of_.graph().facts[f].owner].facts[columns_[f] + part];
}

eval::given_column const& tables::column(std::string const& fact, std::size_t part) const {
    auto const f = of_.fact(fact);
    return all_.tables[of_.graph().facts[f].owner].facts[columns_[f] + part];
}

std::size_t tables::size(std::string const& entity) const { return all_.tables[of_.entity(entity)].size; }

void tables::fill(std::string const& fact, unsigned missing_per_mille, std::function<std::int64_t(std::size_t)> const& cell) {
    auto& into = place(fact, 0);
    auto const rows = all_.tables[of_.graph().facts[of_.fact(fact)].owner].size;
    into.cells.resize(rows);
    if (missing_per_mille != 0) into.states.assign(rows, state::value);
    for (std::size_t row = 0; row < rows; ++row) {
        into.cells[row] = cell(row);
        if (missing_per_mille == 0 || !random.per_mille(missing_per_mille)) continue;
        into.cells[row] = 0;
        into.states[row] = state::pending;
    }
}

void tables::fill_range(std::string const& fact, std::int64_t flags,
                        std::function<std::pair<std::int64_t, std::int64_t>(std::size_t)> const& ends) {
    auto& closed = place(fact, 0);
    auto &low = place(fact, 1), &high = place(fact, 2);
    auto const rows = all_.tables[of_.graph().facts[of_.fact(fact)].owner].size;
    closed.cells.assign(rows, flags);
    for (std::size_t row = 0; row < rows; ++row) {
        auto const [from, to] = ends(row);
        low.cells.push_back(from);
        high.cells.push_back(to);
    }
}

}  // namespace carefare::bench
