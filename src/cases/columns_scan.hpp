// The cells of a CSV record where they stand in memory: what `checked::csv_reader` takes, without a copy. Bytes that have a
// meaning are found sixteen at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace carefare::cases {

struct raw_cell {
    std::string_view text;        ///< without the quotes around it
    bool escaped = false;         ///< with quotes doubled inside
    /// The text that is meant; decoded into `room` where it has to be.
    [[nodiscard]] std::string_view decoded(std::string& room) const {
        if (!escaped) return text;
        room.clear();
        for (std::size_t i = 0; i < text.size(); ++i) {
            room += text[i];
            if (text[i] == '"') ++i;
        }
        return room;
    }
};

class record_scanner {
public:
    record_scanner(char const* at, char const* end, std::size_t width, std::size_t longest_cell)
        : at_(at), end_(end), width_(width), longest_(longest_cell) {}

    [[nodiscard]] bool is_at_end() const { return at_ == end_; }
    [[nodiscard]] char const* at() const { return at_; }
    /// Was there a byte beyond ASCII, a quote, a line break inside quotes?
    [[nodiscard]] bool saw_high() const { return high_; }
    [[nodiscard]] bool saw_quote() const { return quote_; }
    [[nodiscard]] bool saw_inner_break() const { return inner_break_; }

    /// The next record into `cells`, which has the width of the table. False where the file is not as it must be.
    [[nodiscard]] bool next(std::vector<raw_cell>& cells) {
        for (std::size_t i = 0; i < width_; ++i) {
            if (!next_cell(cells[i])) return false;
            bool const more = at_ < end_ && *at_ == ',';
            if (more != (i + 1 < width_)) return false;
            if (more) ++at_;
        }
        return at_ == end_ || take_break();
    }

private:
    static bool is_special(unsigned char c) { return c < 0x20 || c == ',' || c == '"' || c == 0x7F; }

    /// The first byte from `from` on that may mean something; `end_` where there is none.
    char const* find_special(char const* from) {
#if defined(__SSE2__)
        auto const comma = _mm_set1_epi8(','), quote = _mm_set1_epi8('"'), control = _mm_set1_epi8(0x1F), erase = _mm_set1_epi8(0x7F);
        while (end_ - from >= 16) {
            auto const bytes = _mm_loadu_si128(reinterpret_cast<__m128i const*>(from));
            auto const found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, comma), _mm_cmpeq_epi8(bytes, quote)),
                                            _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes), _mm_cmpeq_epi8(bytes, erase)));
            auto const which = static_cast<unsigned>(_mm_movemask_epi8(found));
            auto const above = static_cast<unsigned>(_mm_movemask_epi8(bytes));
            if (which != 0) {
                auto const first = static_cast<unsigned>(__builtin_ctz(which));
                high_ = high_ || (above & ((1U << first) - 1U)) != 0;
                return from + first;
            }
            high_ = high_ || above != 0;
            from += 16;
        }
#endif
        while (from < end_ && !is_special(static_cast<unsigned char>(*from))) {
            high_ = high_ || static_cast<unsigned char>(*from) >= 0x80;
            ++from;
        }
        return from;
    }

    [[nodiscard]] bool next_cell(raw_cell& cell) {
        cell.escaped = false;
        if (at_ < end_ && *at_ == '"') return next_quoted(cell);
        auto const begin = at_;
        at_ = find_special(begin);
        cell.text = {begin, static_cast<std::size_t>(at_ - begin)};
        if (cell.text.size() > longest_) return false;
        return at_ == end_ || *at_ == ',' || *at_ == '\n' || *at_ == '\r';
    }

    [[nodiscard]] bool next_quoted(raw_cell& cell) {
        quote_ = true;
        auto const begin = ++at_;
        while (true) {
            at_ = find_special(at_);
            if (at_ == end_) return false;
            if (*at_ == ',') {
                ++at_;
            } else if (*at_ == '"') {
                if (end_ - at_ < 2 || at_[1] != '"') break;
                cell.escaped = true;
                at_ += 2;
            } else if (take_break()) {
                inner_break_ = true;
            } else {
                return false;
            }
        }
        cell.text = {begin, static_cast<std::size_t>(at_ - begin)};
        ++at_;
        if (cell.text.size() + 2 > longest_) return false;
        return at_ == end_ || *at_ == ',' || *at_ == '\n' || *at_ == '\r';
    }

    [[nodiscard]] bool take_break() {
        if (*at_ == '\n') {
            ++at_;
            return true;
        }
        if (*at_ != '\r' || end_ - at_ < 2 || at_[1] != '\n') return false;
        at_ += 2;
        return true;
    }

    char const* at_;
    char const* end_;
    std::size_t width_, longest_;
    bool high_ = false, quote_ = false, inner_break_ = false;
};

}  // namespace carefare::cases
