// Options: what a plan may choose. Their bounds are a timeline; the carrier is what scenarios may try, by default the
// smallest range that holds all bounds.
#include <string>
#include <utility>

#include <carefare/checked/check.hpp>

#include "checked/declare.hpp"
#include "checked/intervals.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

class option_declaration {
public:
    option_declaration(builder& b, syntax::option_syntax const& declared, slot& s)
        : b_(b), declared_(declared), s_(s), what_("option " + quoted(s.name)) {}

    void run() {
        if (declared_.step && is_number()) s_.step = read_step(*declared_.step, s_.type_of, b_.graph, b_.sink);
        if (declared_.step && !is_number()) misplaced(*declared_.step, "step");
        for (auto const& written : declared_.bounds)
            s_.limits.push_back(declare_bound(written));
        if (declared_.carrier) {
            if (has_range())
                s_.range = read_range(*declared_.carrier, s_.type_of, b_.graph, b_.sink);
            else
                misplaced(*declared_.carrier, "carrier");
        } else {
            for (auto const& limit : s_.limits)
                widen(limit);
        }
        if (is_number()) set_number_carrier();
        if (s_.range) check_limits_in_carrier();
    }

private:
    [[nodiscard]] bool is_number() const { return s_.type_of.kind == scalar::number; }
    [[nodiscard]] bool has_range() const {
        return is_number() || s_.type_of.kind == scalar::date || s_.type_of.kind == scalar::date_time;
    }

    void misplaced(syntax::expr const& written, std::string const& key) {
        b_.error(diagnostic_code::N006, written.where,
                 what_ + " has a '" + key + "', which values of type " + b_.graph.to_string(s_.type_of) + " have not",
                 "Take the " + key + " away.");
    }

    dated<bound> declare_bound(syntax::bound_syntax const& written) {
        dated<bound> result;
        auto const what = "a bound of " + what_;
        copy_dates(written, result);
        result.cite = cite_of(written.cite, s_.cite, what, written.where, b_.sink);
        bound limit;
        limit.clamp = written.clamp;
        if (written.range && has_range()) limit.range = read_range(*written.range, s_.type_of, b_.graph, b_.sink);
        if (written.range && !has_range()) misplaced(*written.range, "range");
        if (written.step && !is_number()) misplaced(*written.step, "step");
        if (is_number()) read_bound_step(written, limit);
        read_words(written, limit);
        if (limit.clamp && !has_range()) {
            b_.error(diagnostic_code::N006, written.where,
                     what + " says 'clamp', but only numbers and dates have a nearest bound", "Take 'clamp' away.");
        }
        result.payload = std::move(limit);
        return result;
    }

    void read_bound_step(syntax::bound_syntax const& written, bound& limit) {
        if (written.step)
            limit.step = read_step(*written.step, s_.type_of, b_.graph, b_.sink);
        else
            limit.step = s_.step ? s_.step : default_step(s_.type_of);
        if (!written.step && !limit.step && !declared_.step) ask_for_step(written.where);
        if (!limit.range || !limit.step) return;
        if (bounds_of(*limit.range, *limit.step, s_.type_of, what_, written.range->where, b_.graph, b_.sink)) return;
        limit.range.reset();
    }

    void ask_for_step(location const& where) {
        b_.error(diagnostic_code::N005, where, what_ + " is a number and says no 'step'",
                 "Add the step of its values, such as step: 1%.");
    }

    void read_words(syntax::bound_syntax const& written, bound& limit) {
        if (written.words.empty()) return;
        if (s_.type_of.kind != scalar::word) {
            b_.error(diagnostic_code::N006, written.where, what_ + " lists words in 'allowed', but it is no value list",
                     "Give its bound as a 'range'.");
            return;
        }
        auto const& list = b_.graph.word_lists[s_.type_of.words];
        for (auto const& written_word : written.words) {
            if (auto const found = find_word(list, written_word.value)) {
                limit.allowed.push_back(*found);
            } else {
                b_.error(diagnostic_code::F006, written_word.where,
                         quoted(written_word.value) + " is no word of " + quoted(list.name),
                         did_you_mean(written_word.value, list.words, how_to_write(s_.type_of, b_.graph)));
            }
        }
    }

    void widen(dated<bound> const& limit) {
        if (!limit.payload || !limit.payload->range) return;
        s_.range = s_.range ? hull(*s_.range, *limit.payload->range) : *limit.payload->range;
    }

    void set_number_carrier() {
        if (!declared_.step) {
            for (auto const& limit : s_.limits) {
                if (!limit.payload || !limit.payload->step) continue;
                s_.step = s_.step ? common_step(*s_.step, *limit.payload->step) : *limit.payload->step;
            }
            if (!s_.step) s_.step = default_step(s_.type_of);
        }
        if (!s_.range && !declared_.carrier && declared_.bounds.empty()) {
            b_.error(diagnostic_code::N005, s_.where, what_ + " is a number and says no 'bounds' and no 'carrier'",
                     "Add the range a plan may choose from under 'bounds', with its date and citation.");
        }
        if (!s_.step && declared_.bounds.empty() && !declared_.step) ask_for_step(s_.where);
        if (s_.range && s_.step) {
            auto const where = declared_.carrier ? declared_.carrier->where : s_.where;
            s_.carrier =
                bounds_of(*s_.range, *s_.step, s_.type_of, "the carrier of " + what_, where, b_.graph, b_.sink);
        }
    }

    /// Proofs hold for the carrier: a bound outside it could let in what was never looked at.
    void check_limits_in_carrier() {
        for (auto const& limit : s_.limits) {
            if (!limit.payload || !limit.payload->range) continue;
            auto const& step = limit.payload->step;
            bool const in_steps = !step || !s_.step || is_multiple(*step, *s_.step);
            if (in_steps && contains(*s_.range, *limit.payload->range)) continue;
            b_.error(diagnostic_code::N006, limit.where,
                     "the bound " + b_.graph.to_string(*limit.payload->range, s_.type_of) + " of " + what_ +
                         " does not lie in its carrier " + b_.graph.to_string(*s_.range, s_.type_of) +
                         (in_steps ? "" : " in steps of " + b_.graph.to_string(scalar_value(*s_.step), s_.type_of)),
                     "Widen the carrier, or give it a smaller step.");
        }
    }

    builder& b_;
    syntax::option_syntax const& declared_;
    slot& s_;
    std::string what_;
};

}  // namespace

void declare_option(builder& b, syntax::option_syntax const& declared) {
    slot s;
    s.kind = slot_kind::option;
    s.name = declared.name.value;
    s.where = declared.name.where;
    s.required = declared.required;
    s.ask = declared.ask.value;
    s.label = declared.label.value;
    s.cite = to_citation(declared.cite);
    require_citation(s.cite, !declared.bounds.empty(), "option " + quoted(s.name), s.where, b.sink);
    if (auto const found = read_type(declared.type, b)) {
        s.type_of = *found;
        option_declaration(b, declared, s).run();
    }
    if (s.cite.text.empty() && !s.limits.empty()) s.cite = s.limits.front().cite;
    b.graph.slots.push_back(std::move(s));
}

}  // namespace carefare::checked
