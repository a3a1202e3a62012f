// Reading of the 64-bit block of a compiled zone file; every count is checked against the bytes that are there.
#include "constant/zone_rules.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace carefare::constant {
namespace {

constexpr std::size_t header_size = 44;

std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t made = 0;
    for (char const c : bytes) made = made << 8U | static_cast<unsigned char>(c);
    return made;
}

std::int32_t to_int32(std::string_view bytes) {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(big_endian(bytes)));
}

/// The six counts of a header: UT flags, standard flags, leap seconds, transitions, types, characters.
struct header {
    std::array<std::uint64_t, 6> counts{};
    [[nodiscard]] std::uint64_t block_size(std::uint64_t time_size) const {
        return counts[3] * (time_size + 1) + counts[4] * 6 + counts[5] + counts[2] * (time_size + 4) + counts[1] +
               counts[0];
    }
};

std::optional<header> read_header(std::string_view bytes) {
    if (bytes.size() < header_size || !bytes.starts_with("TZif") || bytes[4] < '2') return std::nullopt;
    header made;
    for (std::size_t i = 0; i < made.counts.size(); ++i) made.counts[i] = big_endian(bytes.substr(20 + 4 * i, 4));
    return made;
}

}  // namespace

std::optional<zone_rules> zone_rules::parse(std::string_view bytes) {
    auto const old = read_header(bytes);
    if (!old || bytes.size() - header_size < old->block_size(4)) return std::nullopt;
    bytes.remove_prefix(header_size + old->block_size(4));
    auto const head = read_header(bytes);
    if (!head || bytes.size() - header_size < head->block_size(8)) return std::nullopt;
    auto const times = bytes.substr(header_size);
    auto const count = head->counts[3];
    auto const types = head->counts[4];
    auto const indices = times.substr(count * 8, count);
    auto const records = times.substr(count * 9, types * 6);
    if (types == 0) return std::nullopt;

    zone_rules made;
    made.first_offset_ = to_int32(records.substr(0, 4));
    for (std::size_t i = 0; i < count; ++i) {
        auto const type = static_cast<unsigned char>(indices[i]);
        if (type >= types) return std::nullopt;
        auto const at = static_cast<std::int64_t>(big_endian(times.substr(i * 8, 8)));
        if (!made.transitions_.empty() && made.transitions_.back().at >= at) return std::nullopt;
        made.transitions_.push_back({at, to_int32(records.substr(std::size_t{type} * 6, 4))});
    }
    auto footer = times.substr(head->block_size(8));
    if (footer.size() >= 2 && footer.front() == '\n' && footer.back() == '\n') {
        footer = footer.substr(1, footer.size() - 2);
        if (!footer.empty()) {
            made.footer_ = parse_footer(footer);
            if (!made.footer_) return std::nullopt;
        }
    }
    return made;
}

std::int32_t zone_rules::offset_at(std::int64_t instant) const {
    if (transitions_.empty()) return footer_ ? offset_by(*footer_, instant) : first_offset_;
    if (instant >= transitions_.back().at && footer_) return offset_by(*footer_, instant);
    auto const after = std::upper_bound(transitions_.begin(), transitions_.end(), instant,
                                        [](std::int64_t i, transition const& t) { return i < t.at; });
    return after == transitions_.begin() ? first_offset_ : std::prev(after)->offset;
}

std::optional<std::int32_t> zone_rules::only_offset() const {
    if (!transitions_.empty() || (footer_ && footer_->summer)) return std::nullopt;
    return footer_ ? footer_->standard : first_offset_;
}

std::int32_t zone_rules::offset_at_local(std::int64_t local_seconds) const {
    // Offsets lie within a day of UTC, so these two hold on either side of any change near this local time.
    constexpr std::int64_t day = 86'400;
    auto const before = offset_at(local_seconds - day);
    auto const after = offset_at(local_seconds + day);
    if (offset_at(local_seconds - before) == before) return before;
    if (offset_at(local_seconds - after) == after) return after;
    return before;
}

}  // namespace carefare::constant
