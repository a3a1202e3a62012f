// The one user of PCRE2. Options make it read a translated pattern as XPath does; limits turn a search that runs away
// into a diagnostic.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "constant/regex.hpp"

#include <carefare/base/utf8.hpp>

#include "constant/pattern_class.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

constexpr std::uint32_t depth_limit = 10'000;
constexpr std::uint32_t heap_limit_kibibytes = 64 * 1024;

template <auto Release>
struct released_by {
    template <typename Handle>
    void operator()(Handle* handle) const { Release(handle); }
};

using code_handle = std::unique_ptr<pcre2_code, released_by<pcre2_code_free>>;
using data_handle = std::unique_ptr<pcre2_match_data, released_by<pcre2_match_data_free>>;
using compile_settings = std::unique_ptr<pcre2_compile_context, released_by<pcre2_compile_context_free>>;
using match_settings = std::unique_ptr<pcre2_match_context, released_by<pcre2_match_context_free>>;

PCRE2_SPTR bytes_of(std::string_view text) {
    static constexpr char nothing = '\0';
    return reinterpret_cast<PCRE2_SPTR>(text.empty() ? &nothing : text.data());
}

/// Items of a pattern tried during one search, so that searching draws on the same budget as everything else.
struct tally {
    std::uint64_t items = 0;
    std::uint64_t most = 0;
};

constexpr std::uint64_t items_a_step = 16;

int count_item(pcre2_callout_block*, void* data) {
    auto& counted = *static_cast<tally*>(data);
    return ++counted.items > counted.most ? PCRE2_ERROR_CALLOUT : 0;
}

/// A replacement cut into literal pieces and group numbers.
struct replacement_part {
    std::string literal;
    int group = -1;
};

std::vector<replacement_part> read_replacement(std::string_view text, bool literal, unsigned groups) {
    if (literal) return {{std::string(text), -1}};
    std::vector<replacement_part> parts(1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        char const c = text[at];
        if (c == '\\') {
            if (at + 1 == text.size() || (text[at + 1] != '\\' && text[at + 1] != '$'))
                refuse(diagnostic_code::C016, "a backslash in a replacement stands before neither '\\' nor '$'",
                       "Write \\\\ for a backslash and \\$ for a dollar sign.");
            parts.back().literal += text[++at];
            continue;
        }
        if (c != '$') {
            parts.back().literal += c;
            continue;
        }
        auto const is_digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
        if (!is_digit(at + 1))
            refuse(diagnostic_code::C016, "a '$' in a replacement is not followed by the number of a group",
                   "Write \\$ for a dollar sign.");
        auto number = static_cast<unsigned>(text[++at] - '0');
        while (is_digit(at + 1)) {
            auto const longer = number * 10 + static_cast<unsigned>(text[at + 1] - '0');
            if (longer > groups) break;
            number = longer;
            ++at;
        }
        if (number <= groups) parts.push_back({"", static_cast<int>(number)});
        parts.push_back({});
    }
    return parts;
}

}  // namespace

struct regex::compiled {
    code_handle code;
    data_handle data;
    match_settings settings;

    /// True if there is a match at or after `from`; its groups are then in `data`.
    [[nodiscard]] bool search(std::string_view text, std::size_t from, budget& spent) const {
        tally counted{0, (spent.limits().steps - spent.steps()) * items_a_step};
        pcre2_set_callout(settings.get(), &count_item, &counted);
        auto const found =
            pcre2_match(code.get(), bytes_of(text), text.size(), from, PCRE2_NO_UTF_CHECK, data.get(), settings.get());
        spent.spend(1 + counted.items / items_a_step);
        if (found == PCRE2_ERROR_NOMATCH) return false;
        if (found < 0)
            refuse_limit(diagnostic_code::L024, "the search for the regular expression takes too many steps",
                         "Use a pattern without nested repetitions.");
        return true;
    }

    /// Begin and end of a group, equal where it took no part in the match.
    [[nodiscard]] std::pair<std::size_t, std::size_t> group(unsigned number) const {
        auto const* places = pcre2_get_ovector_pointer(data.get());
        auto const begin = places[2 * number];
        if (begin == PCRE2_UNSET) return {0, 0};
        return {begin, places[2 * number + 1]};
    }
};

regex::regex(std::string_view pattern, std::string_view flags, budget& spent)
    : code_(std::make_unique<compiled>()), flags_(read_flags(flags)), spent_(spent) {
    spent.spend(1 + pattern.size());
    auto const translated = translate_pattern(pattern, flags_);
    groups_ = translated.groups;
    spent.spend(20 + translated.text.size() / 4);  // compiling costs more than reading
    std::uint32_t options = PCRE2_UTF | PCRE2_MATCH_UNSET_BACKREF | PCRE2_DOLLAR_ENDONLY | PCRE2_NO_UTF_CHECK |
                            PCRE2_AUTO_CALLOUT;
    if (flags_.dot_all) options |= PCRE2_DOTALL;
    if (flags_.multi_line) options |= PCRE2_MULTILINE;
    if (flags_.ignore_case) options |= PCRE2_CASELESS;
    compile_settings const settings(pcre2_compile_context_create(nullptr));
    pcre2_set_newline(settings.get(), PCRE2_NEWLINE_LF);
    int error = 0;
    PCRE2_SIZE place = 0;
    code_->code.reset(pcre2_compile(bytes_of(translated.text), translated.text.size(), options, &error, &place, settings.get()));
    if (!code_->code) refuse_pattern("the regular expression cannot be compiled");
    code_->data.reset(pcre2_match_data_create_from_pattern(code_->code.get(), nullptr));
    code_->settings.reset(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(code_->settings.get(), spent.limits().regex_steps);
    pcre2_set_depth_limit(code_->settings.get(), depth_limit);
    pcre2_set_heap_limit(code_->settings.get(), heap_limit_kibibytes);
}

regex::~regex() = default;

bool regex::matches(std::string_view text) const { return code_->search(text, 0, spent_); }

void regex::refuse_empty_match() const {
    if (code_->search("", 0, spent_))
        refuse(diagnostic_code::C016, "the regular expression matches the empty text, so there is nothing to cut at",
               "Use a pattern that takes at least one character, such as + in place of *.");
}

std::string regex::replace(std::string_view text, std::string_view replacement) const {
    refuse_empty_match();
    auto const parts = read_replacement(replacement, flags_.literal, groups_);
    std::string made;
    std::size_t at = 0;
    while (at <= text.size() && code_->search(text, at, spent_)) {
        auto const [begin, end] = code_->group(0);
        if (begin == end) refuse_pattern("the regular expression matches between characters");
        made += text.substr(at, begin - at);
        for (auto const& part : parts) {
            made += part.literal;
            if (part.group < 0) continue;
            auto const [from, to] = code_->group(static_cast<unsigned>(part.group));
            made += text.substr(from, to - from);
        }
        spent_.bound_text(made.size());
        at = end;
    }
    made += text.substr(at);
    spent_.admit_text(made.size());
    return made;
}

std::vector<std::string> regex::split(std::string_view text) const {
    refuse_empty_match();
    std::vector<std::string> made;
    std::size_t at = 0;
    while (at <= text.size() && code_->search(text, at, spent_)) {
        auto const [begin, end] = code_->group(0);
        if (begin == end) refuse_pattern("the regular expression matches between characters");
        made.emplace_back(text.substr(at, begin - at));
        at = end;
    }
    made.emplace_back(text.substr(at));
    return made;
}

}  // namespace carefare::constant
