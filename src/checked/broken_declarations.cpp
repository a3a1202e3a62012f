// Declarations whose type could not be read.
#include "checked/broken_declarations.hpp"

#include <algorithm>
#include <vector>

namespace carefare::checked {

namespace {

class mistakes {
public:
    explicit mistakes(diagnostics const& sink) {
        for (diagnostic const& said : sink.items()) {
            if (said.level == severity::error) places_.push_back(said.where);
        }
    }
    [[nodiscard]] bool none() const { return places_.empty(); }
    [[nodiscard]] bool inside(location const& whole) const {
        return std::any_of(places_.begin(), places_.end(), [&](location const& place) {
            return place.source == whole.source && place.where.begin >= whole.where.begin &&
                   place.where.end <= whole.where.end;
        });
    }
    [[nodiscard]] bool inside(syntax::name_text const& text) const { return inside(text.where); }

private:
    std::vector<location> places_;
};

void find_broken_slots(builder const& b, mistakes const& found, std::set<slot_id>& out) {
    auto const mark = [&](slot_kind kind, std::string const& name) {
        if (auto const id = b.graph.find_slot(kind, name)) out.insert(*id);
    };
    for (auto const& s : b.programme.parameters) {
        if (found.inside(s.type)) mark(slot_kind::parameter, s.name.value);
    }
    for (auto const& s : b.programme.options) {
        if (found.inside(s.type)) mark(slot_kind::option, s.name.value);
    }
    for (auto const& s : b.programme.readings) {
        if (!s.type ? s.words.empty() : found.inside(*s.type)) mark(slot_kind::reading, s.name.value);
    }
}

}  // namespace

broken_declarations find_broken_declarations(builder const& b) {
    broken_declarations broken;
    mistakes const found(b.sink);
    if (found.none()) return broken;
    for (auto const& f : b.programme.facts) {
        auto const owner = b.graph.find_entity(f.entity.value);
        auto const id = owner ? b.graph.find_fact(*owner, f.name.value) : std::nullopt;
        if (id && found.inside(f.type)) broken.facts.insert(*id);
    }
    for (rule_id id = 0; id < b.rule_syntax.size(); ++id) {
        auto const& r = *b.rule_syntax[id];
        if (found.inside(r.type) || found.inside(r.entity)) broken.rules.insert(id);
    }
    find_broken_slots(b, found, broken.slots);
    for (auto const& t : b.programme.tables) {
        auto const same = [&](rate_table const& declared) { return declared.name == t.name.value; };
        auto const at = std::find_if(b.graph.tables.begin(), b.graph.tables.end(), same);
        bool wrong = found.inside(t.type) || (t.unit_by && found.inside(*t.unit_by));
        for (auto const& [name, key_type] : t.key_types)
            wrong = wrong || found.inside(name) || found.inside(key_type);
        for (auto const& [name, measure] : t.units)
            wrong = wrong || found.inside(name) || found.inside(measure);
        if (wrong && at != b.graph.tables.end())
            broken.tables.insert(static_cast<table_id>(at - b.graph.tables.begin()));
    }
    return broken;
}

}  // namespace carefare::checked
