// Recipes of the section `sampling` against what they draw: values typed and in their ranges, branches complete.
#include <algorithm>
#include <utility>

#include "checked/intervals.hpp"
#include "checked/sampling_scope.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

using written = syntax::recipe_syntax::kind;
using made = sample_recipe::kind;
using target_kind = sampled_target::kind;

constexpr std::uint64_t most_steps = 1'000'000'000'000;

char const* words_for(written what) {
    switch (what) {
        case written::value: return "a value";
        case written::weights: return "'weights'";
        case written::turns: return "'turns'";
        case written::uniform: return "'uniform'";
        case written::date: return "'date'";
        case written::dates: return "'dates'";
        case written::copy: return "'copy'";
        case written::choose: return "'choose'";
        case written::by: return "'by'";
    }
    return "";
}

class recipe_checker {
public:
    recipe_checker(syntax::recipe_syntax const& recipe, sampled_target const& target, sampling_scope& in)
        : recipe_(recipe), target_(target), in_(in), errors_(in.b.sink.error_count()) {}

    std::uint32_t check() {
        out_.where = recipe_.where;
        if (!fits()) {
            in_.error(diagnostic_code::B003, recipe_.where, std::string(words_for(recipe_.what)) + " cannot draw " + target_.name,
                      advice());
            return no_id;
        }
        if (recipe_.missing) check_missing(*recipe_.missing);
        switch (recipe_.what) {
            case written::value:
            case written::weights:
            case written::turns: check_values(); break;
            case written::uniform: check_uniform(); break;
            case written::date:
                out_.what = made::date;
                out_.date = check_moment(recipe_.date, target_.table, in_);
                break;
            case written::dates: check_dates(); break;
            case written::copy: check_copy(); break;
            case written::choose: check_choice(); break;
            case written::by: check_branches(); break;
        }
        return in_.b.sink.error_count() == errors_ ? in_.add(std::move(out_)) : no_id;
    }

private:
    bool is_fact_of(scalar kind) const { return target_.what == target_kind::fact && target_.type_of.kind == kind; }

    bool fits() const {
        bool const is_link = target_.what == target_kind::link;
        bool const is_range = is_fact_of(scalar::range);
        bool const is_number = target_.what == target_kind::count || is_fact_of(scalar::number);
        switch (recipe_.what) {
            case written::value: return is_link ? recipe_.values.front().text == "any" : !is_range;
            case written::weights:
            case written::turns: return !is_link && !is_range;
            case written::uniform: return is_number;
            case written::date: return is_fact_of(scalar::date);
            case written::dates: return is_range && target_.type_of.element == scalar::date;
            case written::copy: return target_.what == target_kind::fact;
            case written::choose: return is_link;
            case written::by: return true;
        }
        return false;
    }

    std::string advice() const {
        if (target_.what == target_kind::link) return "Write 'any', or 'choose' with a fact of the rows to choose from and its 'weights'.";
        if (is_fact_of(scalar::range)) return "A range of dates is drawn by 'dates', 'copy' or 'by'; no other range is.";
        if (is_fact_of(scalar::date)) return "A date is drawn by a value, 'weights', 'turns', 'date', 'copy' or 'by'.";
        if (target_.what == target_kind::count || is_fact_of(scalar::number)) return "A number is drawn by a value, 'weights', 'turns', 'uniform' or 'by', a fact also by 'copy'.";
        return "Write a value, 'weights', 'turns' or 'by'; a fact may also be drawn by 'copy'.";
    }

    void check_missing(located<std::uint32_t> const& missing) {
        out_.missing = missing.value;
        if (target_.what == target_kind::trait || target_.what == target_kind::count) {
            in_.error(diagnostic_code::B003, missing.where, target_.name + " stands in no cell that could be empty", "Leave 'missing_per_1000' out.");
        } else if (missing.value > 1000) {
            in_.error(diagnostic_code::B003, missing.where, std::to_string(missing.value) + " of 1000 cells cannot be missing", "Write a whole number from 1 to 1000.");
        }
    }

    std::optional<scalar_value> read(located_text const& text) {
        if (target_.what == target_kind::trait) return scalar_value(text.text);
        auto value = read_cell(text, target_.type_of, in_.b.graph, in_.b.sink);
        if (!value || !check_value(*value, target_.type_of, target_.range, target_.step, target_.name, text.everything(), in_.b.graph, in_.b.sink)) {
            return std::nullopt;
        }
        return value;
    }

    void check_values() {
        if (target_.what == target_kind::link) {
            out_.what = made::any;
            return;
        }
        out_.what = recipe_.what == written::turns ? made::turns : made::weights;
        for (std::size_t i = 0; i < recipe_.values.size(); ++i) {
            auto value = read(recipe_.values[i]);
            if (!value) continue;
            out_.values.push_back(std::move(*value));
            out_.weights.push_back(recipe_.what == written::weights ? recipe_.weights[i] : 1);
        }
    }

    void check_uniform() {
        out_.what = made::uniform;
        auto const low = read(recipe_.low), high = read(recipe_.high);
        auto const step_value = read_cell(recipe_.step, target_.type_of, in_.b.graph, in_.b.sink);
        if (!low || !high || !step_value) return;
        auto const* first = std::get_if<rational>(&*low);
        auto const* last = std::get_if<rational>(&*high);
        auto const* step = std::get_if<rational>(&*step_value);
        if (first == nullptr || last == nullptr || step == nullptr) return refuse_step("a range of 'none'");
        if (*last < *first) {
            in_.error(diagnostic_code::B006, recipe_.low.everything(), "'uniform' ends before it begins", "Exchange 'from' and 'to'.");
            return;
        }
        if (step->sign() <= 0) return refuse_step("a step that is not above zero");
        auto const count = ((*last - *first) / *step).to_int64();
        if (!count || static_cast<std::uint64_t>(*count) > most_steps) return refuse_step("a step that does not lead from the first to the last");
        if (target_.step && !(*step / *target_.step).is_integer()) return refuse_step("a step that is no multiple of the fact's");
        out_.low = *first;
        out_.step = *step;
        out_.steps = static_cast<std::uint64_t>(*count);
    }

    void refuse_step(std::string const& what) {
        in_.error(diagnostic_code::B003, recipe_.step.everything(), "'uniform' has " + what, "Write a step with which 'to' is reached from 'from' in whole steps.");
    }

    void check_dates() {
        out_.what = made::dates;
        auto end = target_;
        end.type_of.kind = scalar::date;
        for (auto const& part : recipe_.parts) out_.parts.push_back(check_recipe(part, end, in_));
    }

    void check_copy() {
        out_.what = made::copy;
        auto const source = in_.resolve(recipe_.source, target_.table);
        if (!source) return;
        out_.source = *source;
        auto const& field = in_.field_of(*source, target_.table);
        if (field.what != sample_field::kind::fact || field.type_of != target_.type_of) {
            in_.error(diagnostic_code::B003, recipe_.source.where, quoted(recipe_.source.value) + " is of another type than " + target_.name, "Copy a fact of the same type.");
            return;
        }
        auto const& copied = in_.b.graph.facts[field.id];
        if (target_.range && !(copied.range && contains(*target_.range, *copied.range))) {
            in_.error(diagnostic_code::B003, recipe_.source.where, quoted(recipe_.source.value) + " may lie outside the range of " + target_.name, "Copy a fact whose range is no wider.");
        }
    }

    /// `words` in file order; each is one of `all`.
    void read_words(std::vector<located_text> const& words, sample_field const& of, std::vector<scalar_value> const& all, bool otherwise_too) {
        for (auto const& text : words) {
            if (otherwise_too && text.text == "otherwise") continue;
            if (of.what == sample_field::kind::trait) {
                if (std::find(of.words.begin(), of.words.end(), text.text) == of.words.end()) {
                    in_.error(diagnostic_code::B002, text.everything(), "trait " + quoted(of.name) + " is never " + quoted(text.text),
                              did_you_mean(text.text, of.words, "Use a word that its recipe draws."));
                    continue;
                }
                out_.values.emplace_back(text.text);
            } else if (auto value = read_cell(text, of.type_of, in_.b.graph, in_.b.sink)) {
                if (std::find(out_.values.begin(), out_.values.end(), *value) != out_.values.end()) {
                    in_.error(diagnostic_code::B005, text.everything(), quoted(text.text) + " stands twice", "Keep one of the two.");
                }
                out_.values.push_back(std::move(*value));
            }
        }
        if (all.empty()) {
            in_.error(diagnostic_code::B003, recipe_.source.where, quoted(recipe_.source.value) + " is neither a trait nor a boolean nor of words", "Name one that is, or make a trait of it.");
        }
    }

    void check_choice() {
        out_.what = made::choose;
        auto const field = in_.find_field(target_.pool, recipe_.source.value);
        if (!field) {
            std::vector<std::string> near;
            for (auto const& one : in_.out.tables[target_.pool].fields) near.push_back(one.name);
            in_.error(diagnostic_code::B002, recipe_.source.where, quoted(recipe_.source.value) + " is no trait or fact that rows of " + quoted(in_.name_of(target_.pool)) + " draw",
                      did_you_mean(recipe_.source.value, near, "Name a trait or a fact of the rows to choose from."));
            return;
        }
        out_.source.field = *field;
        auto const& of = in_.out.tables[target_.pool].fields[*field];
        read_words(recipe_.values, of, in_.words_of(of), false);
        for (auto const weight : recipe_.weights) out_.weights.push_back(weight);
    }

    void check_branches() {
        out_.what = made::by;
        auto const source = in_.resolve(recipe_.source, target_.table);
        if (!source) return;
        out_.source = *source;
        // A copy: checking the parts may add recipes, and the fields of a table move.
        auto const field = in_.field_of(*source, target_.table);
        auto const all = in_.words_of(field);
        read_words(recipe_.words, field, all, true);
        for (std::size_t i = 0; i < recipe_.parts.size(); ++i) {
            auto const part = check_recipe(recipe_.parts[i], target_, in_);
            if (recipe_.words[i].text == "otherwise") {
                out_.otherwise = part;
            } else {
                out_.parts.push_back(part);
            }
        }
        if (in_.b.sink.error_count() != errors_) return;
        for (auto const& word : all) {
            bool const is_there = std::find(out_.values.begin(), out_.values.end(), word) != out_.values.end();
            if (is_there || out_.otherwise != no_id) continue;
            in_.error(diagnostic_code::B005, recipe_.where, target_.name + " has no branch for " + in_.b.graph.to_string(word, field.type_of),
                      "Add the branch, or one for 'otherwise'.");
            return;
        }
        if (out_.otherwise != no_id && out_.values.size() == all.size()) {
            in_.error(diagnostic_code::B005, recipe_.where, "'otherwise' is never reached: every word has a branch", "Leave 'otherwise' out.");
        }
    }

    syntax::recipe_syntax const& recipe_;
    sampled_target const& target_;
    sampling_scope& in_;
    std::size_t errors_;
    sample_recipe out_;
};

}  // namespace

std::uint32_t check_recipe(syntax::recipe_syntax const& recipe, sampled_target const& target, sampling_scope& in) {
    return recipe_checker(recipe, target, in).check();
}

void collect_words(std::uint32_t recipe, sampling const& of, std::vector<std::string>& into) {
    if (recipe == no_id) return;
    auto const& r = of.recipes[recipe];
    if (r.what == made::by) {
        for (auto const part : r.parts) collect_words(part, of, into);
        collect_words(r.otherwise, of, into);
        return;
    }
    for (auto const& value : r.values) {
        auto const& text = std::get<std::string>(value);
        if (std::find(into.begin(), into.end(), text) == into.end()) into.push_back(text);
    }
}

}  // namespace carefare::checked
