// Section 14 of docs/language.md, `split: in proportion`, for rows of which everything is known.
#include "eval/plain_shares.hpp"

namespace carefare::eval {

bool plain_shares::grant(row_number const* rows, std::size_t count_of_rows) {
    ++partition_;
    counted_.clear();
    for (std::size_t i = 0; i < count_of_rows; ++i) {
        auto const row = rows[i];
        auto const place = static_cast<std::int64_t>(i + 1);
        all_.put(grant_part::place, row, state::value, place);
        auto const is = all_.ask.is(row);
        bool const is_counted = is == state::value && all_.ask[row] >= 0 && count(row, all_.ask[row]);
        if (is == state::none)
            all_.give_none(row);
        else if (!is_counted && !all_.leave(row, place))
            return false;
    }
    for (std::size_t i = 0; i < counted_.size(); ++i) {
        auto& one = counted_[i];
        auto& its = accounts_[static_cast<std::size_t>(one.within)];
        if (its.asked <= its.left)
            one.granted = one.ask;
        else if (!its.is_shared_out)
            share_out_from(i);
        conclude(one);
    }
    return true;
}

/// False where it is not known whether the limit counts the row, or what it has left; and where two rows say two things of one limit.
bool plain_shares::count(row_number row, std::int64_t asked) {
    using kind = limit_of_row::kind;
    auto const here = all_.limit_at(limit_, row);
    if (here.what == kind::unknown) return false;
    if (here.what != kind::bound) return give_all(row, asked), true;
    auto const left = std::max<std::int64_t>(0, here.up_to - here.before);
    auto& its = accounts_[static_cast<std::size_t>(here.within)];
    if (its.of != partition_) its = {0, left, partition_, false};
    if (its.left != left) return false;
    its.asked += asked;
    counted_.push_back({row, here.within, asked, here.before, 0});
    return true;
}

/// To all rows that ask the limit of one; it is the first of them.
void plain_shares::share_out_from(std::size_t first) {
    auto const within = counted_[first].within;
    auto& its = accounts_[static_cast<std::size_t>(within)];
    sharing_.clear();
    room_.shares.clear();
    for (auto i = first; i < counted_.size(); ++i) {
        if (counted_[i].within != within) continue;
        sharing_.push_back(i);
        room_.shares.push_back({counted_[i].ask});
    }
    share_out(room_, its.left, step_);
    for (std::size_t i = 0; i < sharing_.size(); ++i) counted_[sharing_[i]].granted = room_.shares[i].granted;
    its.is_shared_out = true;
}

void plain_shares::conclude(counted const& one) const {
    auto const left = accounts_[static_cast<std::size_t>(one.within)].left;
    bool const binds = one.granted < one.ask;
    all_.put(grant_part::grant, one.row, state::value, one.granted);
    all_.put(grant_part::unmet, one.row, state::value, one.ask - one.granted);
    all_.put(grant_part::granted_before, one.row, state::value, one.before);
    all_.put(grant_part::left, one.row, state::value, left);
    all_.put(grant_part::bound_by, one.row, binds ? state::value : state::none, binds ? limit_.name : 0);
}

void plain_shares::give_all(row_number row, std::int64_t asked) const {
    all_.put(grant_part::grant, row, state::value, asked);
    all_.put(grant_part::unmet, row, state::value, 0);
    for (auto const part : {grant_part::granted_before, grant_part::left, grant_part::bound_by}) all_.put(part, row, state::none, 0);
}

}  // namespace carefare::eval
