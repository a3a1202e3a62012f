// Answers to options and hooks, nested by the parts of their names.
#include "syntax/read_answers.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include <carefare/syntax/parse_expr.hpp>

#include "syntax/read_timeline.hpp"
#include "syntax/read_value.hpp"
#include "syntax/section_readers.hpp"

namespace carefare::syntax {

namespace {

struct state_word {
    std::string_view word;
    answer_state state;
    bool has_value;
};

constexpr std::array state_words{
    state_word{"stated", answer_state::stated, true},
    state_word{"inferred", answer_state::inferred, true},
    state_word{"not stated", answer_state::not_stated, false},
    state_word{"details missing", answer_state::details_missing, false},
    state_word{"not asked", answer_state::not_asked, false},
    state_word{"determination", answer_state::determination, false},
};

state_word const* find_state(std::string_view word) {
    auto const* const found =
        std::find_if(state_words.begin(), state_words.end(), [&](state_word const& each) { return each.word == word; });
    return found == state_words.end() ? nullptr : found;
}

class answer_reader {
public:
    answer_reader(answer_kind kind, std::optional<located<date>> const& from, answer_dates dates, reader& in)
        : kind_(kind), noun_(kind == answer_kind::hooks ? "hook " : "option "), from_(from), dates_(dates), in_(in) {}

    void read_group(yaml_node const& group, std::string const& prefix) {
        for (auto const& entry : group.entries) {
            if (!check_name(entry.key, name_form::dotted, kind_ == answer_kind::hooks ? "a hook" : "an option", in_)) continue;
            auto const name = prefix + entry.key.text;
            if (is_group(entry.value)) {
                read_group(entry.value, name + ".");
            } else {
                add({{name, entry.key.everything()}, read_entries(entry.value, name, entry.key.everything())});
            }
        }
    }

    std::vector<option_answer_syntax> take() { return std::move(result_); }

private:
    /// A mapping is an answer if any of its keys is one of an answer, else a group of options or hooks.
    [[nodiscard]] bool is_group(yaml_node const& node) const {
        auto const& taken = kind_ == answer_kind::hooks ? hook_answer_keys() : answer_keys();
        return node.is_mapping() &&
               std::none_of(node.entries.begin(), node.entries.end(), [&](yaml_entry const& entry) {
                   return std::find(taken.begin(), taken.end(), entry.key.text) != taken.end();
               });
    }

    void add(option_answer_syntax answer) {
        auto const [first, is_new] = seen_.emplace(answer.name.value, answer.name.where);
        if (is_new)
            result_.push_back(std::move(answer));
        else
            report_twice(answer.name, first->second, "the answers", in_);
    }

    std::vector<dated_value_syntax> read_entries(yaml_node const& node, std::string const& name, location where) {
        std::vector<dated_value_syntax> values;
        auto const what = noun_ + in_quotes(name);
        if (node.is_sequence()) {
            for_each_item(node, what, in_, [&](yaml_node const& item) {
                values.push_back(read_entry(item, "an answer of " + what, item.where, node.items.size() > 1));
            });
        } else if (node.is_mapping()) {
            values.push_back(read_entry(node, what, where, false));
        } else {
            values.push_back(read_scalar(node, what, where));
        }
        return values;
    }

    /// `not stated`, or a value.
    dated_value_syntax read_scalar(yaml_node const& node, std::string const& what, location where) {
        dated_value_syntax value;
        value.where = node.where;
        value.state.where = node.where;
        value.from = from_;
        auto const* const state = node.is_scalar() ? find_state(node.text.text) : nullptr;
        if (state != nullptr && !state->has_value) {
            value.state.value = state->state;
        } else if (node.is_scalar() && says_not_known(node)) {
            value.not_known = true;
        } else {
            value.value = read_answer(node, what);
            check_from(value, what, where);
            check_text(value, what, where);
        }
        return value;
    }

    dated_value_syntax read_entry(yaml_node const& node, std::string const& what, location where, bool is_one_of_many) {
        dated_value_syntax value;
        value.where = node.where;
        value.state.where = node.where;
        fields::keys keys{"from", "until", "known", "value", "state", "ground", "reason", "cite"};
        if (kind_ == answer_kind::hooks) keys.push_back("text");
        fields const entry(node, where, what, keys, in_);
        if (!entry) return value;
        read_dates(entry, value, false);
        if (!value.from) value.from = from_;
        value.ground = entry.text("ground");
        value.cite = entry.text("cite");
        if (kind_ == answer_kind::hooks) value.text = entry.text("text");
        read_state(entry, value);
        if (is_one_of_many || value.value) check_from(value, what, where);
        if (value.value && !entry.has("text")) check_text(value, what, where);
        return value;
    }

    std::optional<expr> read_answer(yaml_node const& node, std::string const& what) {
        if (kind_ == answer_kind::options) return read_plain_value(node, what, in_);
        return read_text(node, what, in_) ? parse_expr(node.text, in_.sink) : std::nullopt;
    }

    void read_state(fields const& entry, dated_value_syntax& value) {
        auto const written = entry.some_text("state");
        auto const* const state = written ? find_state(written->value) : &state_words.front();
        if (state == nullptr) {
            std::vector<std::string_view> known;
            for (auto const& each : state_words)
                known.push_back(each.word);
            in_.error(diagnostic_code::K018, written->where, "unknown state " + in_quotes(written->value),
                      suggestion(written->value, known));
            return;
        }
        if (written) value.state = {state->state, written->where};
        if (entry.has("ground") != (state->state == answer_state::inferred)) report_ground(entry, written, value);
        if (state->has_value) {
            static_cast<void>(entry.need("value"));
            read_not_known(entry, value, in_);
            auto const* const answer = entry.find("value");
            if (!value.not_known && answer != nullptr) value.value = read_answer(*answer, in_quotes("value"));
            return;
        }
        value.reason = entry.text("reason");
        if (entry.has("value")) {
            in_.error(diagnostic_code::K019, written->where,
                      "an answer that is " + in_quotes(written->value) + " has no value",
                      "Leave the value out, or change the state.");
        }
    }

    void report_ground(fields const& entry, std::optional<name_text> const& state, dated_value_syntax const& value) {
        if (entry.has("ground")) {
            in_.error(diagnostic_code::K019, value.ground.where,
                      "'ground' says why an answer is inferred, and this one is not",
                      "Leave it out, or write 'state: inferred'.");
        } else {
            in_.error(diagnostic_code::K002, state->where, "an inferred answer has no 'ground'",
                      "Add 'ground:' and say what it was inferred from.");
        }
    }

    void check_from(dated_value_syntax const& value, std::string const& what, location where) {
        if (value.from || dates_ == answer_dates::without) return;
        in_.error(diagnostic_code::K002, where, what + " has no 'from'",
                  "Add the day on which it takes effect, here or once at the top of the plan.");
    }

    /// What a plan wrote stands beside the expression that was made of it.
    void check_text(dated_value_syntax const& value, std::string const& what, location where) {
        if (kind_ == answer_kind::options || dates_ == answer_dates::without || !value.text.value.empty()) return;
        in_.error(diagnostic_code::K002, where, what + " has no 'text'",
                  "Write a mapping with the expression as 'value' and the plan's own words as 'text'.");
    }

    answer_kind kind_;
    std::string noun_;
    std::optional<located<date>> const& from_;
    answer_dates dates_;
    reader& in_;
    std::vector<option_answer_syntax> result_;
    std::unordered_map<std::string, location> seen_;
};

}  // namespace

std::vector<std::string_view> const& answer_keys() {
    static std::vector<std::string_view> const keys{"value",  "state",  "from", "until", "known",
                                                    "ground", "reason", "cite", "table"};
    return keys;
}

std::vector<std::string_view> const& hook_answer_keys() {
    static std::vector<std::string_view> const keys = [] {
        auto all = answer_keys();
        all.push_back("text");
        return all;
    }();
    return keys;
}

std::vector<option_answer_syntax> read_answers(yaml_node const& section, answer_kind kind,
                                               std::optional<located<date>> const& from, answer_dates dates,
                                               reader& in) {
    answer_reader answers(kind, from, dates, in);
    auto const name = kind == answer_kind::hooks ? "'hooks'" : "'options'";
    if (expect_kind(section, yaml_kind::mapping, name, in)) answers.read_group(section, "");
    return answers.take();
}

}  // namespace carefare::syntax
