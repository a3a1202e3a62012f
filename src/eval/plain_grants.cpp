// Section 14 of docs/language.md for rows of which everything is known.
#include "eval/plain_grants.hpp"

namespace carefare::eval {

plain_grants::plain_grants(turns& of, bool skips_zero) : all_(of), skips_zero_(skips_zero) {
    for (auto const& one : all_.limits) accounts_.emplace_back(one.size);
}

bool plain_grants::grant(row_number const* rows, std::size_t count_of_rows) {
    ++partition_;
    for (std::size_t i = 0; i < count_of_rows; ++i) {
        auto const row = rows[i];
        auto const place = static_cast<std::int64_t>(i + 1);
        all_.put(grant_part::place, row, state::value, place);
        auto const is = all_.ask.is(row);
        if (is == state::none) {
            all_.give_none(row);
            continue;
        }
        auto const asked = all_.ask[row];
        if (is == state::value && asked == 0 && skips_zero_) {
            all_.put(grant_part::grant, row, state::value, 0);
            all_.put(grant_part::unmet, row, state::value, 0);
            all_.put(grant_part::bound_by, row, state::none, 0);
            continue;
        }
        if (is == state::value && asked >= 0 && count(row))
            conclude(row, asked);
        else if (!all_.leave(row, place))
            return false;
    }
    return true;
}

/// The limits that count the row; false where that, or what they have left, is not known.
bool plain_grants::count(row_number row) {
    counted_.clear();
    for (std::size_t l = 0; l < all_.limits.size(); ++l) {
        using kind = limit_of_row::kind;
        auto const& from = all_.limits[l];
        auto const here = all_.limit_at(from, row);
        if (here.what == kind::unknown) return false;
        if (here.what == kind::uncounted) continue;
        auto& its = accounts_[l][static_cast<std::size_t>(here.within)];
        if (its.of != partition_) its = {0, partition_, false};
        bool const is_bound = here.what == kind::bound;
        auto const before = here.before + its.granted;
        auto const left = its.stopped || !is_bound ? 0 : std::max<std::int64_t>(0, here.up_to - before);
        counted_.push_back({&its, is_bound ? before : 0, left, from.name, is_bound});
    }
    return true;
}

void plain_grants::conclude(row_number row, std::int64_t asked) {
    auto granted = asked;
    counted const* nearest = nullptr;
    for (auto const& one : counted_) {
        if (!one.is_bound) continue;
        granted = std::min(granted, one.left);
        if (nearest == nullptr || one.left < nearest->left) nearest = &one;
    }
    if (all_.how.whole && granted < asked) granted = 0;
    for (auto const& one : counted_) {
        one.from->granted += granted;
        if (all_.how.stops_when_full && one.is_bound && one.left < asked) one.from->stopped = true;
    }
    all_.put(grant_part::grant, row, state::value, granted);
    all_.put(grant_part::unmet, row, state::value, asked - granted);
    bool const is_near = nearest != nullptr;
    all_.put(grant_part::granted_before, row, is_near ? state::value : state::none, is_near ? nearest->before : 0);
    all_.put(grant_part::left, row, is_near ? state::value : state::none, is_near ? nearest->left : 0);
    bool const binds = is_near && granted < asked;
    all_.put(grant_part::bound_by, row, binds ? state::value : state::none, binds ? nearest->name : 0);
}

}  // namespace carefare::eval
