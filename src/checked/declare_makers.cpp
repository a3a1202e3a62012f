// How derived entities get their rows, as far as names say it: kind, source, owner, names of fields, computed links.
// What their expressions mean is lowered later; see lower_makers.cpp.
#include <array>
#include <string>

#include "checked/builder.hpp"
#include "checked/operand.hpp"
#include "checked/relation_way.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

using syntax_kind = syntax::maker_syntax::kind;

class maker_declaration {
public:
    maker_declaration(builder& b, entity_id id)
        : b_(b), id_(id), declared_(*b.entity_syntax[id]), what_("entity " + quoted(b.graph.entities[id].name)) {}

    /// Kind, source and fields. Owners of subsets stand after this.
    void run() {
        auto const& written = *declared_.maker;
        auto& made = this_entity().made;
        if (written.source) made.source = find(*written.source);
        switch (written.what) {
            case syntax_kind::subset:
                made.kind = maker_kind::subset;
                break;
            case syntax_kind::each:
                made.kind = kind_of_each();
                break;
            case syntax_kind::group:
                made.kind = maker_kind::group;
                break;
            case syntax_kind::merge:
                made.kind = maker_kind::merge;
                break;
        }
        for (auto const& [name, expression] : written.fields)
            made.fields.push_back({name.value, {}, {}, name.where});
        if (written.partial) {
            made.partial = true;
            made.fields.push_back({"began_before", simple(scalar::boolean), {}, written.where});
        }
        if (made.kind != maker_kind::merge) return;
        for (auto const* name : {"from", "to", "parts"})
            made.fields.push_back({name, {}, {}, written.where});
    }

    /// A kept row belongs to whom the row of its table belongs to, and there are no more of them.
    void take_owner_of_base() {
        auto& e = this_entity();
        if (e.made.source == no_id) return;
        auto const& base = b_.graph.entities[e.made.source];
        if (e.owner != no_id && e.owner != base.owner) {
            misplaced_owner(declared_.owner->where,
                            what_ + " keeps rows of " + quoted(base.name) + ", which are not owned by " +
                                quoted(b_.graph.entities[e.owner].name),
                            "Take 'of' away: a subset has the owner of the table it keeps.");
        }
        e.owner = base.owner;
        if (!e.at_most) e.at_most = base.at_most;
    }

    void check() {
        refuse_what_hosts_give();
        auto const& e = this_entity();
        auto const& made = e.made;
        if (made.kind == maker_kind::subset) return;
        if (e.owner == no_id) return;  // no owner, or one that there is not: reported
        if (made.source == no_id) return;
        auto const& source = b_.graph.entities[made.source];
        bool const fits =
            made.kind == maker_kind::merge ? source.owner == e.owner : owns(b_.graph, e.owner, made.source);
        if (fits) return;
        misplaced_owner(declared_.owner->where,
                        what_ + " is made of rows of " + quoted(source.name) + ", which " +
                            quoted(b_.graph.entities[e.owner].name) + " does not own" +
                            (made.kind == maker_kind::merge ? " itself" : ""),
                        made.kind == maker_kind::merge ? "Give both the same owner."
                                                       : "Name an owner of " + quoted(source.name) + ".");
    }

    void connect_computed() {
        for (auto const& [name, key] : declared_.computed) {
            computed_link made;
            made.name = name.value;
            made.where = name.where;
            made.to = find(name);
            this_entity().computed.push_back(std::move(made));
        }
    }

    /// The row is found below the owner that both have, by the only field of a row the engine made.
    void check_computed() {
        for (auto& link : this_entity().computed) {
            if (link.to == no_id) continue;
            auto const& target = b_.graph.entities[link.to];
            std::string why;
            if (!is_made(target) || target.made.kind == maker_kind::merge || target.made.key_fields() != 1)
                why = "has no single field that its rows are found by";
            else if (common_owner(b_.graph, id_, link.to) == no_id)
                why = "stands below no owner that both have";
            if (why.empty()) continue;
            b_.error(diagnostic_code::N018, link.where,
                     what_ + " links by a key to " + quoted(target.name) + ", which " + why,
                     "Link to an entity that 'each' or 'group' makes with one field, below the same owner.");
            link.to = no_id;
        }
    }

private:
    entity& this_entity() { return b_.graph.entities[id_]; }

    entity_id find(syntax::name_text const& name) {
        if (auto const found = b_.graph.find_entity(name.value)) return *found;
        std::vector<std::string> known;
        for (auto const& e : b_.graph.entities)
            known.push_back(e.name);
        b_.error(diagnostic_code::N004, name.where,
                 what_ + " names the entity " + quoted(name.value) + ", which there is not",
                 did_you_mean(name.value, known, "Declare it under 'entities'."));
        return no_id;
    }

    /// A list by its name, a range of literals, else what lowering finds: dates or rows.
    maker_kind kind_of_each() {
        auto& made = this_entity().made;
        if (declared_.maker->fields.empty()) return maker_kind::each_date;
        auto const& over = declared_.maker->fields.front().second;
        auto const& root = over[over.root];
        if (root.kind == syntax::expr_kind::name) {
            auto const& lists = b_.graph.word_lists;
            for (word_list_id id = 0; id < lists.size(); ++id) {
                if (lists[id].name != root.text) continue;
                made.words = id;
                return maker_kind::each_word;
            }
        }
        return maker_kind::each_date;
    }

    void misplaced_owner(location const& where, std::string message, std::string advice) {
        b_.error(diagnostic_code::N015, where, std::move(message), std::move(advice));
    }

    void refuse_what_hosts_give() {
        auto const refuse = [&](location const& where, std::string const& key) {
            b_.error(diagnostic_code::N014, where,
                     what_ + " has rows that the engine makes, but says " + quoted(key) + ", which only a host can give",
                     "Take it away, or write it at the table that the rows are made of.");
        };
        for (auto const& link : declared_.links)
            refuse(link.entity.where, "to");
        if (declared_.partition) refuse(*declared_.partition, "partition");
    }

    builder& b_;
    entity_id id_;
    syntax::entity_syntax const& declared_;
    std::string what_;
};

/// Subsets of subsets: each takes the owner of what stands below it. A circle is cut, so that later passes end.
void connect_subsets(builder& b) {
    auto& entities = b.graph.entities;
    std::vector<std::uint8_t> state(entities.size(), 0);  // 1: on the way, 2: done
    for (entity_id start = 0; start < entities.size(); ++start) {
        std::vector<entity_id> way;
        entity_id at = start;
        while (at != no_id && state[at] == 0 && entities[at].made.kind == maker_kind::subset) {
            state[at] = 1;
            way.push_back(at);
            at = entities[at].made.source;
        }
        if (at != no_id && state[at] == 1) {
            b.error(diagnostic_code::N007, entities[at].where,
                    "the entity " + quoted(entities[at].name) + " is a subset of itself",
                    "Keep rows of a table that does not come from this one.");
            entities[at].made.source = no_id;
        }
        for (auto member = way.rbegin(); member != way.rend(); ++member) {
            state[*member] = 2;
            maker_declaration(b, *member).take_owner_of_base();
        }
    }
}

}  // namespace

void declare_makers(builder& b) {
    for (entity_id id = 0; id < b.graph.entities.size(); ++id) {
        if (b.entity_syntax[id]->maker) maker_declaration(b, id).run();
    }
    connect_subsets(b);
}

void check_makers(builder& b) {
    for (entity_id id = 0; id < b.graph.entities.size(); ++id) {
        if (b.entity_syntax[id]->maker) maker_declaration(b, id).check();
        maker_declaration(b, id).connect_computed();
    }
    for (entity_id id = 0; id < b.graph.entities.size(); ++id)
        maker_declaration(b, id).check_computed();
}

}  // namespace carefare::checked
