// The section `sampling`: its tables in order, their fields, its span.
#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "checked/sampling_scope.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

using field_kind = sample_field::kind;
using recipe_kind = sample_recipe::kind;

/// Rows of one owner where its entity has no bound.
constexpr std::int64_t most_rows = 10'000;

constexpr std::array<std::string_view, 7> weekdays{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

class sampling_checker {
public:
    sampling_checker(syntax::sampling_syntax const& syntax, builder& b, sampling& out) : syntax_(syntax), scope_{b, out} {}

    void check() {
        out().where = syntax_.where;
        out().from = check_moment(syntax_.from, no_id, scope_);
        out().to = check_moment(syntax_.to, no_id, scope_);
        auto const errors = scope_.b.sink.error_count();
        for (auto const& table : syntax_.tables) find_entity(table);
        if (scope_.b.sink.error_count() == errors) put_in_order();
        if (scope_.b.sink.error_count() != errors) return;
        for (std::uint32_t t = 0; t < out().tables.size(); ++t) declare_fields(t);
        if (scope_.b.sink.error_count() != errors) return;
        for (auto const& layout : syntax_.layouts) check_layout(layout, scope_);
        for (std::uint32_t t = 0; t < out().tables.size(); ++t) check_is_filled(t);
    }

private:
    sampling& out() { return scope_.out; }
    rule_graph& graph() { return scope_.b.graph; }

    void refuse(syntax::name_text const& name, std::string const& why, std::string advice) {
        scope_.error(diagnostic_code::B004, name.where, "table " + quoted(name.value) + why, std::move(advice));
    }

    void find_entity(syntax::sampled_table_syntax const& table) {
        auto const id = graph().find_entity(table.entity.value);
        if (!id) {
            std::vector<std::string> near;
            for (auto const& entity : graph().entities) near.push_back(entity.name);
            scope_.error(diagnostic_code::B002, table.entity.where, quoted(table.entity.value) + " is no entity",
                         did_you_mean(table.entity.value, near, "Name an entity whose rows are handed in."));
            return;
        }
        auto const& entity = graph().entities[*id];
        if (entity.made.kind != maker_kind::host) {
            refuse(table.entity, " is made by the engine", "Leave it out: its rows follow from others.");
        } else if (entity.partition) {
            if (table.rows) refuse(table.entity, " has as many rows as are asked for", "Leave 'rows' and 'shared_by' out.");
        } else if (entity.owner == no_id) {
            if (!table.rows || !table.shared_by) {
                refuse(table.entity, " has no owner and does not say for whom its rows are", "Add 'rows' and 'shared_by': so many rows for so many of the partition.");
            }
        } else if (table.shared_by) {
            refuse(table.entity, " has an owner and is shared", "Leave 'shared_by' out: its rows are those of each owner.");
        }
        entities_.emplace_back(*id, &table);
    }

    /// Outside the partition first, then the partition, an owner before what it owns.
    void put_in_order() {
        bool has_partition = false;
        for (auto const& [id, table] : entities_) has_partition = has_partition || graph().entities[id].partition;
        if (!has_partition) {
            scope_.error(diagnostic_code::B004, syntax_.where, "'tables' does not name the entity that is decided together", "Add the programme's partition.");
            return;
        }
        while (!entities_.empty()) {
            auto const is_next = [&](auto const& item) {
                auto const& entity = graph().entities[item.first];
                if (entity.owner != no_id) return table_of(entity.owner) != no_id;
                return !entity.partition || std::none_of(entities_.begin(), entities_.end(), [&](auto const& other) { return is_outside(other.first); });
            };
            auto const next = std::find_if(entities_.begin(), entities_.end(), is_next);
            if (next == entities_.end()) {
                for (auto const& [id, table] : entities_) refuse(table->entity, " is of an owner that is not sampled", "Add the owner to 'tables'.");
                return;
            }
            add_table(next->first, *next->second);
            entities_.erase(next);
        }
    }

    bool is_outside(entity_id id) {
        while (graph().entities[id].owner != no_id) id = graph().entities[id].owner;
        return !graph().entities[id].partition;
    }

    std::uint32_t table_of(entity_id id) {
        auto const& all = out().tables;
        auto const found = std::find_if(all.begin(), all.end(), [&](sample_table const& t) { return t.entity == id; });
        return found == all.end() ? no_id : static_cast<std::uint32_t>(found - all.begin());
    }

    void add_table(entity_id id, syntax::sampled_table_syntax const& written) {
        auto const index = static_cast<std::uint32_t>(out().tables.size());
        sample_table table;
        table.entity = id;
        table.key = written.key.value;
        table.where = written.entity.where;
        auto const& entity = graph().entities[id];
        if (entity.partition) out().partition = index;
        if (entity.owner == no_id) {
            table.shared_by = written.shared_by ? written.shared_by->value : 0;
        } else {
            table.owner = table_of(entity.owner);
            if (written.rows) out().tables[table.owner].owned.push_back(index);
        }
        out().tables.push_back(std::move(table));
        written_.push_back(&written);
    }

    void declare_fields(std::uint32_t t) {
        auto const& written = *written_[t];
        auto const id = out().tables[t].entity;
        for (auto const& trait : written.traits) {
            sampled_target target{sampled_target::kind::trait, "trait " + quoted(trait.name.value), {}, {}, {}, t, no_id};
            target.type_of.kind = scalar::text;
            sample_field field{field_kind::trait, trait.name.value, no_id, no_id, target.type_of, {}, check_recipe(trait.recipe, target, scope_), trait.name.where};
            collect_words(field.recipe, out(), field.words);
            if (graph().find_fact(id, trait.name.value)) {
                scope_.error(diagnostic_code::B002, trait.name.where, "trait " + quoted(trait.name.value) + " has the name of a fact", "Give it a name of its own, or move it to 'facts'.");
            }
            out().tables[t].fields.push_back(std::move(field));
        }
        for (auto const& link : written.links) declare_link(link, t);
        declare_laid_facts(t);
        for (auto const& fact : written.facts) declare_fact(fact, t);
        if (written.rows) declare_rows(*written.rows, t);
    }

    /// What a layout fills is there before all recipes, so that they may read it. check_layout says what is wrong with it.
    void declare_laid_facts(std::uint32_t t) {
        auto const declare = [&](syntax::name_text const& name) {
            auto const id = graph().find_fact(out().tables[t].entity, name.value);
            if (!id || scope_.find_field(t, name.value)) return;
            out().tables[t].fields.push_back({field_kind::fact, name.value, *id, no_id, graph().facts[*id].type_of, {}, no_id, name.where});
        };
        for (auto const& layout : syntax_.layouts) {
            for (auto const* part : {&layout.planned, &layout.held, layout.missed ? &*layout.missed : nullptr}) {
                if (part == nullptr || part->table.value != scope_.name_of(t)) continue;
                for (auto const* name : {&part->from, &part->to, &part->on}) declare(*name);
            }
        }
    }

    void declare_link(syntax::sampled_name const& link, std::uint32_t t) {
        auto const& links = graph().entities[out().tables[t].entity].links;
        auto const found = std::find_if(links.begin(), links.end(), [&](checked::link const& one) { return one.name == link.name.value; });
        if (found == links.end()) {
            std::vector<std::string> near;
            for (auto const& one : links) near.push_back(one.name);
            scope_.error(diagnostic_code::B002, link.name.where, quoted(scope_.name_of(t)) + " has no link " + quoted(link.name.value),
                         did_you_mean(link.name.value, near, "Name a link of the entity."));
            return;
        }
        auto const pool = table_of(found->to);
        if (pool == no_id || out().tables[pool].shared_by == 0 || is_outside(out().tables[t].entity)) {
            scope_.error(diagnostic_code::B004, link.name.where, "rows of " + quoted(graph().entities[found->to].name) + " cannot be chosen here",
                         "A row of the partition links to rows of a table that is 'shared_by' rows of the partition.");
            return;
        }
        sampled_target const target{sampled_target::kind::link, "link " + quoted(link.name.value), {}, {}, {}, t, pool};
        auto const recipe = check_recipe(link.recipe, target, scope_);
        out().tables[t].fields.push_back({field_kind::link, link.name.value, static_cast<std::uint32_t>(found - links.begin()), pool, {}, {}, recipe, link.name.where});
    }

    void declare_fact(syntax::sampled_name const& written, std::uint32_t t) {
        auto const id = graph().find_fact(out().tables[t].entity, written.name.value);
        if (!id) {
            std::vector<std::string> near;
            for (auto const& fact : graph().facts) {
                if (fact.owner == out().tables[t].entity) near.push_back(fact.name);
            }
            scope_.error(diagnostic_code::B002, written.name.where, quoted(scope_.name_of(t)) + " has no fact " + quoted(written.name.value),
                         did_you_mean(written.name.value, near, "Name a fact of the entity, or move it to 'traits'."));
            return;
        }
        auto const& fact = graph().facts[*id];
        if (scope_.find_field(t, fact.name)) {
            scope_.error(diagnostic_code::B011, written.name.where, "fact " + quoted(graph().full_name(fact)) + " is filled by the layout", "Leave its recipe out.");
            return;
        }
        sampled_target const target{sampled_target::kind::fact, "fact " + quoted(graph().full_name(fact)), fact.type_of, fact.range, fact.step, t, no_id};
        auto const recipe = check_recipe(written.recipe, target, scope_);
        out().tables[t].fields.push_back({field_kind::fact, fact.name, *id, no_id, fact.type_of, {}, recipe, written.name.where});
    }

    void declare_rows(syntax::recipe_syntax const& written, std::uint32_t t) {
        auto const& entity = graph().entities[out().tables[t].entity];
        sampled_target target{sampled_target::kind::count, "the number of rows of " + quoted(entity.name), {}, {}, rational(1), out().tables[t].owner, no_id};
        auto const most = entity.at_most ? std::int64_t{*entity.at_most} : most_rows;
        target.range = interval{scalar_value(rational(0)), scalar_value(rational(most)), true, true};
        out().tables[t].rows = check_recipe(written, target, scope_);
    }

    void check_is_filled(std::uint32_t t) {
        auto const& table = out().tables[t];
        auto const is_part = [&](sample_layout const& one) { return one.planned == t || one.held == t || one.missed == t; };
        auto const layouts = std::count_if(out().layouts.begin(), out().layouts.end(), is_part);
        auto const& name = written_[t]->entity;
        if (table.rows != no_id && layouts > 0) refuse(name, " is laid out and says how many rows there are", "Leave 'rows' out.");
        if (table.rows == no_id && t != out().partition && layouts == 0 && !scope_.b.sink.has_errors()) {
            refuse(name, " neither says how many rows there are nor is laid out", "Add 'rows', or name it in a layout.");
        }
    }

    syntax::sampling_syntax const& syntax_;
    sampling_scope scope_;
    std::vector<std::pair<entity_id, syntax::sampled_table_syntax const*>> entities_;
    std::vector<syntax::sampled_table_syntax const*> written_;  ///< by index of `tables`
};

}  // namespace

unsigned read_weekday(syntax::name_text const& text, sampling_scope& in) {
    auto const found = std::find(weekdays.begin(), weekdays.end(), text.value);
    if (found != weekdays.end()) return static_cast<unsigned>(found - weekdays.begin()) + 1;
    in.error(diagnostic_code::B007, text.where, quoted(text.value) + " is no day of the week",
             did_you_mean(text.value, {weekdays.begin(), weekdays.end()}, "Write Monday, Tuesday, Wednesday, Thursday, Friday, Saturday or Sunday."));
    return 0;
}

sample_moment check_moment(syntax::moment_syntax const& moment, std::uint32_t table, sampling_scope& in) {
    sample_moment out;
    if (moment.base) {
        auto const ref = table == no_id ? std::nullopt : in.resolve(*moment.base, table);
        if (table == no_id) in.error(diagnostic_code::B003, moment.base->where, "the span is reckoned from the month asked for", "Leave 'base' out.");
        if (ref) {
            auto const kind = in.field_of(*ref, table).type_of.kind;
            if (kind != scalar::date && kind != scalar::date_time) {
                in.error(diagnostic_code::B003, moment.base->where, quoted(moment.base->value) + " is no date", "Name a fact that is a date, or a date and time.");
            }
            out.base = ref;
        }
    }
    for (auto const& [range, into] : {std::pair{&moment.months, &out.months}, std::pair{&moment.days, &out.days}}) {
        if (!*range) continue;
        *into = {(*range)->low, (*range)->high};
        if (table == no_id && into->low != into->high) in.error(diagnostic_code::B003, (*range)->where, "the span is the same for all rows, and this is drawn", "Write one whole number.");
    }
    if (moment.of && moment.of->value != "first" && moment.of->value != "last") {
        in.error(diagnostic_code::B007, moment.of->where, quoted(moment.of->value) + " is no edge of a month", "Write first or last.");
    } else if (moment.of) {
        out.of = moment.of->value == "first" ? sample_moment::edge::first : sample_moment::edge::last;
    }
    if (moment.back_to) out.back_to = read_weekday(*moment.back_to, in);
    return out;
}

void check_sampling(builder& b) {
    if (!b.programme.sampling) return;
    auto made = std::make_shared<sampling>();
    sampling_checker(*b.programme.sampling, b, *made).check();
    b.graph.drawn_by = std::move(made);
}

}  // namespace carefare::checked
