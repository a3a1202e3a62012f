// The table of codes, the sink, and the search for the name a person may have meant.
#include <carefare/base/diagnostic.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

namespace carefare {

namespace {

struct code_entry {
    std::string_view name;
    std::string_view title;
};

constexpr auto code_table = std::to_array<code_entry>({
#define CAREFARE_DIAGNOSTIC(id, title) {#id, title},
#include <carefare/base/diagnostic_codes.def>
#undef CAREFARE_DIAGNOSTIC
});

/// Names longer than this are no slips of the pen, and comparing them would cost the square of their length.
constexpr std::size_t longest_suggested_name = 128;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Number of inserted, deleted, replaced and exchanged neighbouring letters between two names, case ignored.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), current(b.size() + 1);
    std::iota(previous.begin(), previous.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            bool const same = lower(a[i - 1]) == lower(b[j - 1]);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (same ? 0 : 1)});
            bool const exchanged =
                i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
            if (exchanged) current[j] = std::min(current[j], before[j - 2] + 1);
        }
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return previous[b.size()];
}

}  // namespace

std::string_view name_of(diagnostic_code code) {
    return code_table.at(static_cast<std::size_t>(code)).name;
}

std::string_view title_of(diagnostic_code code) {
    return code_table.at(static_cast<std::size_t>(code)).title;
}

std::vector<diagnostic_code> const& all_diagnostic_codes() {
    static std::vector<diagnostic_code> const codes = [] {
        std::vector<diagnostic_code> result;
        for (std::size_t i = 0; i < code_table.size(); ++i)
            result.push_back(static_cast<diagnostic_code>(i));
        return result;
    }();
    return codes;
}

void diagnostics::add(diagnostic item) {
    if (item.level == severity::error) ++errors_;
    if (items_.size() < limit_) {
        items_.push_back(std::move(item));
    } else {
        ++dropped_;
    }
}

void diagnostics::error(diagnostic_code code, location where, std::string message, std::string advice) {
    add({code, severity::error, std::move(message), where, {}, std::move(advice)});
}

void diagnostics::drop_repeats(source_map const& sources) {
    std::set<std::tuple<diagnostic_code, std::string, std::uint32_t, std::uint32_t, std::string>> said;
    std::erase_if(items_, [&](diagnostic const& item) {
        bool const placed = item.where.source.value < sources.size();
        auto file = placed ? sources[item.where.source].name() : std::string();
        auto const fresh = said.emplace(item.code, std::move(file), item.where.where.begin, item.where.where.end, item.message).second;
        if (!fresh && item.level == severity::error) --errors_;
        return !fresh;
    });
}

namespace {

/// A name cut short stands for the only candidate that begins with it.
std::string the_one_that_begins_with(std::string_view name, std::vector<std::string> const& candidates) {
    constexpr std::size_t shortest = 4;
    std::string const* found = nullptr;
    for (auto const& candidate : candidates) {
        if (name.size() < shortest || candidate.size() == name.size() || !candidate.starts_with(name)) continue;
        if (found != nullptr) return {};
        found = &candidate;
    }
    return found == nullptr ? std::string() : *found;
}

}  // namespace

std::string nearest_name(std::string_view name, std::vector<std::string> const& candidates) {
    if (name.empty() || name.size() > longest_suggested_name) return {};
    // One slip in a short name, one more for every further three letters.
    auto const allowed = std::max<std::size_t>(1, (name.size() + 1) / 3);
    std::size_t best = allowed + 1;
    std::string const* found = nullptr;
    for (auto const& candidate : candidates) {
        auto const longer = std::max(candidate.size(), name.size());
        auto const shorter = std::min(candidate.size(), name.size());
        if (longer - shorter >= best || candidate == name) continue;
        auto const distance = edit_distance(name, candidate);
        // A name of one or two letters shares nothing with what differs in all of them.
        if (distance < best && distance < longer) {
            best = distance;
            found = &candidate;
        }
    }
    return found == nullptr ? the_one_that_begins_with(name, candidates) : *found;
}

}  // namespace carefare
