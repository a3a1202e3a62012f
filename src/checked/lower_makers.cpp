// Makers: the rows they take, the types of the fields they give, the conditions that drop rows; keys of computed links.
#include "checked/lower_makers.hpp"

#include <algorithm>

#include "checked/relation_way.hpp"

namespace carefare::checked {

namespace {

using progress = builder::progress;

class maker_lowering {
public:
    maker_lowering(builder& b, broken_declarations const& broken, entity_id id)
        : b_(b), broken_(broken), id_(id), written_(*b.entity_syntax[id]->maker),
          what_("entity " + quoted(b.graph.entities[id].name)) {}

    bool fields() {
        switch (made().kind) {
            case maker_kind::host:
            case maker_kind::subset:
                return true;
            case maker_kind::each_word:
                made().fields.front().type_of = word_of(made().words);
                return true;
            case maker_kind::group:
                return by();
            case maker_kind::merge:
                return merge();
            default:
                return each();
        }
    }

    void condition() {
        if (!written_.where_true) return;
        entity_id const self = made().kind == maker_kind::subset ? made().source : id_;
        if (self == no_id) return;
        auto context = context_of(self, "'where' of the " + what_);
        auto const node = lowering(context, *written_.where_true).lower_condition("'where'");
        if (node != no_id) made().where_true = node;
    }

private:
    maker& made() { return b_.graph.entities[id_].made; }
    lower_context context_of(entity_id self, std::string subject) {
        return {b_, broken_, self, std::move(subject), date_of_entity(b_, broken_, self), false};
    }

    bool refuse(location const& where, std::string const& why, std::string advice) {
        b_.error(diagnostic_code::N016, where, what_ + " " + why, std::move(advice));
        return false;
    }

    bool each() {
        if (written_.fields.empty()) return false;
        auto const& over = written_.fields.front().second;
        entity_id const owner = b_.graph.entities[id_].owner;
        if (owner == no_id) return false;
        auto context = context_of(owner, "'each' of the " + what_);
        lowering low(context, over);
        bool failed = false;
        if (auto const rows = low.rows_of_expression(failed)) {
            if (!rows->filters.empty() || !rows->tail.empty())
                return refuse(over.where, "is to have a row for each of what are not whole rows",
                              "Name the rows by their entity and drop some of them with 'where'.");
            made().kind = maker_kind::each_row;
            made().source = rows->target;
            made().over = rows->base.node;
            made().fields.front().type_of = row_of(rows->target);
            return true;
        }
        if (failed) return false;
        auto const range = low.lower();
        if (!range) return false;
        type const& t = range->type_of;
        if (t.kind != scalar::range || t.element == scalar::date_time) {
            return refuse(over.where, "has no row for each of " + b_.graph.to_string(t),
                          "Write a range of dates, a range of whole numbers, a list of words or rows of the owner.");
        }
        auto& field = made().fields.front();
        field.type_of = element_of(t);
        made().over = range->node;
        return t.element == scalar::date || numbers(*range, over.where);
    }

    bool numbers(operand const& range, location const& where) {
        node const& n = b_.graph.nodes[range.node];
        auto const* held = n.what == op::constant ? std::get_if<interval>(&b_.graph.constants[n.payload]) : nullptr;
        if (held == nullptr || !held->low || !held->high) {
            return refuse(where, "has a row for each number of a range that is not constant",
                          "Write both ends as whole numbers, such as \"[1..12]\", and drop rows with 'where'.");
        }
        auto& low = std::get<rational>(*held->low);
        auto& high = std::get<rational>(*held->high);
        numeric_bounds bounds;
        bounds.low = held->low_closed ? low.ceiling() : low.floor() + rational(1);
        bounds.high = held->high_closed ? high.floor() : high.ceiling() - rational(1);
        if (bounds.low > bounds.high)
            return refuse(where, "has a range without a whole number", "Choose other ends.");
        made().kind = maker_kind::each_number;
        made().fields.front().bounds = bounds;
        return true;
    }

    bool by() {
        if (made().source == no_id) return false;
        auto context = context_of(made().source, "'by' of the " + what_);
        bool good = true;
        for (std::size_t i = 0; i < written_.fields.size(); ++i) {
            auto const& expression = written_.fields[i].second;
            auto const key = lowering(context, expression).lower();
            if (!key) {
                good = false;
                continue;
            }
            bool const row = is_row(key->type_of);
            bool const fits = key->type_of.kind != scalar::range && !row && !key->bare_none;
            if (!fits) {
                good = refuse(expression.where,
                              "is grouped by " + (row ? "a row" : b_.graph.to_string(key->type_of)) +
                                  ", which is not one value",
                              "Group by a date, a number, a word, a text or a boolean.");
                continue;
            }
            made().by.push_back(key->node);
            made().fields[i].type_of = key->type_of;
        }
        return good;
    }

    bool merge() {
        if (made().source == no_id || !written_.range) return false;
        auto context = context_of(made().source, "'range' of the " + what_);
        auto const range = lowering(context, *written_.range).lower();
        if (!range) return false;
        type const& t = range->type_of;
        if (t.kind != scalar::range || t.element == scalar::number) {
            return refuse(written_.range->where, "merges " + b_.graph.to_string(t) + ", which has no days or minutes",
                          "Write a range of dates or of dates and times of " +
                              quoted(b_.graph.entities[made().source].name) + ".");
        }
        made().over = range->node;
        auto& fields = made().fields;
        fields[0].type_of = fields[1].type_of = element_of(t);
        fields[2].type_of = plain_number();
        return gap(t.element == scalar::date ? "days" : "minutes");
    }

    bool gap(std::string const& unit_name) {
        if (!written_.gap) return true;
        auto const& named = written_.gap_unit.value;
        if (!named.empty() && named != unit_name && named + "s" != unit_name) {
            return refuse(written_.gap_unit.where, "measures its gap in " + named + ", but its range in " + unit_name,
                          "Write the gap in " + unit_name + ".");
        }
        auto const held = read_constant(*written_.gap, plain_number(), b_.graph, b_.sink);
        if (!held) return false;
        auto const& amount = std::get<rational>(std::get<scalar_value>(*held));
        if (amount.sign() < 0 || !amount.is_integer())
            return refuse(written_.gap->where, "has a gap that is not a whole number of " + unit_name,
                          "Write 0 or more whole " + unit_name + ".");
        made().gap = amount;
        return true;
    }

    builder& b_;
    broken_declarations const& broken_;
    entity_id id_;
    syntax::maker_syntax const& written_;
    std::string what_;
};

void report_circle(builder& b, entity_id id, location const& read_at) {
    auto const first = std::find(b.open_makers.begin(), b.open_makers.end(), id);
    diagnostic said;
    said.code = diagnostic_code::G001;
    said.where = b.graph.entities[id].where;
    for (auto at = first; at != b.open_makers.end(); ++at) {
        auto const next = at + 1 == b.open_makers.end() ? id : *(at + 1);
        said.message += (at == first ? "the rows of " + quoted(b.graph.entities[*at].name) + " are made from " : ", which are made from ") +
                        ("those of " + quoted(b.graph.entities[next].name));
    }
    said.labels.push_back({read_at, "reads a field of " + quoted(b.graph.entities[id].name)});
    said.advice = "Make the rows from facts, or from rows that do not come from them.";
    b.sink.add(std::move(said));
}

}  // namespace

bool fields_known(builder& b, broken_declarations const& broken, entity_id id, location const& read_at) {
    if (!b.has_maker(id)) return true;
    b.fields_lowered.resize(b.graph.entities.size(), progress::untouched);
    if (b.fields_lowered[id] == progress::open) {
        report_circle(b, id, read_at);
        return false;
    }
    if (b.fields_lowered[id] == progress::untouched) {
        b.fields_lowered[id] = progress::open;
        b.open_makers.push_back(id);
        bool const good = maker_lowering(b, broken, id).fields();
        b.open_makers.pop_back();
        b.fields_lowered[id] = good ? progress::done : progress::failed;
    }
    return b.fields_lowered[id] == progress::done;
}

void lower_conditions(builder& b, broken_declarations const& broken, entity_id id) {
    if (!b.entity_syntax[id]->maker) return;
    if (fields_known(b, broken, id, b.graph.entities[id].where)) maker_lowering(b, broken, id).condition();
}

void lower_computed(builder& b, broken_declarations const& broken, entity_id id) {
    auto const& written = b.entity_syntax[id]->computed;
    for (std::size_t i = 0; i < written.size(); ++i) {
        entity_id const to = b.graph.entities[id].computed[i].to;
        if (to == no_id || !fields_known(b, broken, to, written[i].second.where)) continue;
        std::string const subject = "the link " + quoted(b.graph.entities[id].name + "." + written[i].first.value);
        lower_context context{b, broken, id, subject, date_of_entity(b, broken, id), false};
        type asked = b.graph.entities[to].made.fields.front().type_of;
        lowering low(context, written[i].second);
        if (is_row(asked)) {
            auto const made = low.lower();
            if (made && same_kind(made->type_of, asked)) {
                b.graph.entities[id].computed[i].key = made->node;
            } else if (made) {
                b.error(diagnostic_code::N018, written[i].second.where,
                        subject + " is found by a row of " + quoted(b.graph.entities[asked.entity].name) +
                            ", which this is not",
                        "Name a link to such a row.");
            }
            continue;
        }
        // A key that is none links to nothing.
        asked.optional = true;
        auto const key = low.lower_as(asked, subject);
        if (key != no_id) b.graph.entities[id].computed[i].key = key;
    }
}

}  // namespace carefare::checked
