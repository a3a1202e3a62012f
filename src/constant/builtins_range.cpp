// Allen's relations between points and ranges, as DMN 1.5 defines them in its table of range functions.
#include <array>

#include "constant/builtin.hpp"
#include "constant/compare.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

/// One end of a range; a point is an end that is closed.
struct endpoint {
    value const* at = nullptr;  ///< null where open to infinity
    bool closed = true;
    int infinity = 0;           ///< -1 or 1 where `at` is null
};

struct extent {
    endpoint start, end;
};

class relation {
public:
    explicit relation(builtin_call const& call) : call_(call), a_(read(0)), b_(read(1)) {}

    [[nodiscard]] bool is_point(std::size_t place) const { return call_.as<range>(place) == nullptr; }
    [[nodiscard]] extent const& a() const { return a_; }
    [[nodiscard]] extent const& b() const { return b_; }
    [[nodiscard]] int side(endpoint const& x, endpoint const& y) const {
        if (x.at == nullptr || y.at == nullptr) return x.infinity - y.infinity;
        auto const found = order(*x.at, *y.at, call_.run());
        return found < 0 ? -1 : (found > 0 ? 1 : 0);
    }
    /// Refuses a point where the relation is only defined with a range.
    void want_range(std::size_t place) const { (void)call_.interval(place); }

private:
    [[nodiscard]] extent read(std::size_t place) const {
        auto const* r = call_.as<range>(place);
        if (r == nullptr) return {{&call_.any(place), true, 0}, {&call_.any(place), true, 0}};
        if (r->form == range_form::not_equal) call_.refuse_argument(place, "a range with a start or an end");
        return {{r->low.get(), r->low_closed, r->low ? 0 : -1}, {r->high.get(), r->high_closed, r->high ? 0 : 1}};
    }

    builtin_call const& call_;
    extent a_, b_;
};

bool is_before(relation const& r, extent const& a, extent const& b) {
    auto const side = r.side(a.end, b.start);
    return side < 0 || (side == 0 && (!a.end.closed || !b.start.closed));
}

bool do_meet(relation const& r, extent const& a, extent const& b) {
    return a.end.closed && b.start.closed && r.side(a.end, b.start) == 0;
}

/// The end of `a` lies at or after the start of `b`.
bool reaches(relation const& r, extent const& a, extent const& b) {
    auto const side = r.side(a.end, b.start);
    return side > 0 || (side == 0 && a.end.closed && b.start.closed);
}

bool does_overlap_before(relation const& r, extent const& a, extent const& b) {
    auto const starts = r.side(a.start, b.start);
    auto const ends = r.side(a.end, b.end);
    return (starts < 0 || (starts == 0 && a.start.closed && !b.start.closed)) && reaches(r, a, b) &&
           (ends < 0 || (ends == 0 && (!a.end.closed || b.end.closed)));
}

/// The start of `a` lies at or after the start of `b`.
bool starts_within(relation const& r, extent const& a, extent const& b) {
    auto const side = r.side(a.start, b.start);
    return side > 0 || (side == 0 && (!a.start.closed || b.start.closed));
}

bool ends_within(relation const& r, extent const& a, extent const& b) {
    auto const side = r.side(a.end, b.end);
    return side < 0 || (side == 0 && (!a.end.closed || b.end.closed));
}

bool is_same_start(relation const& r) {
    return r.a().start.closed == r.b().start.closed && r.side(r.a().start, r.b().start) == 0;
}

bool is_same_end(relation const& r) {
    return r.a().end.closed == r.b().end.closed && r.side(r.a().end, r.b().end) == 0;
}

value before(builtin_call const& call) {
    relation const r(call);
    return value{is_before(r, r.a(), r.b())};
}

value after(builtin_call const& call) {
    relation const r(call);
    return value{is_before(r, r.b(), r.a())};
}

value meets(builtin_call const& call) {
    relation const r(call);
    r.want_range(0), r.want_range(1);
    return value{do_meet(r, r.a(), r.b())};
}

value met_by(builtin_call const& call) {
    relation const r(call);
    r.want_range(0), r.want_range(1);
    return value{do_meet(r, r.b(), r.a())};
}

value overlaps(builtin_call const& call) {
    relation const r(call);
    r.want_range(0), r.want_range(1);
    return value{reaches(r, r.a(), r.b()) && reaches(r, r.b(), r.a())};
}

value overlaps_before(builtin_call const& call) {
    relation const r(call);
    r.want_range(0), r.want_range(1);
    return value{does_overlap_before(r, r.a(), r.b())};
}

value overlaps_after(builtin_call const& call) {
    relation const r(call);
    r.want_range(0), r.want_range(1);
    return value{does_overlap_before(r, r.b(), r.a())};
}

value finishes(builtin_call const& call) {
    relation const r(call);
    r.want_range(1);
    return value{is_same_end(r) && (r.is_point(0) || starts_within(r, r.a(), r.b()))};
}

value finished_by(builtin_call const& call) {
    relation const r(call);
    r.want_range(0);
    return value{is_same_end(r) && (r.is_point(1) || starts_within(r, r.b(), r.a()))};
}

value starts(builtin_call const& call) {
    relation const r(call);
    r.want_range(1);
    return value{is_same_start(r) && (r.is_point(0) || ends_within(r, r.a(), r.b()))};
}

value started_by(builtin_call const& call) {
    relation const r(call);
    r.want_range(0);
    return value{is_same_start(r) && (r.is_point(1) || ends_within(r, r.b(), r.a()))};
}

value during(builtin_call const& call) {
    relation const r(call);
    r.want_range(1);
    return value{starts_within(r, r.a(), r.b()) && ends_within(r, r.a(), r.b())};
}

value includes(builtin_call const& call) {
    relation const r(call);
    r.want_range(0);
    return value{starts_within(r, r.b(), r.a()) && ends_within(r, r.b(), r.a())};
}

value coincides(builtin_call const& call) {
    relation const r(call);
    if (r.is_point(0) != r.is_point(1)) r.is_point(0) ? r.want_range(0) : r.want_range(1);
    return value{is_same_start(r) && is_same_end(r)};
}

constexpr std::array<builtin_row, 14> rows{{
    {"before", "point1, point2|point, range|range, point|range1, range2", before},
    {"after", "point1, point2|point, range|range, point|range1, range2", after},
    {"meets", "range1, range2", meets},
    {"met by", "range1, range2", met_by},
    {"overlaps", "range1, range2", overlaps},
    {"overlaps before", "range1, range2", overlaps_before},
    {"overlaps after", "range1, range2", overlaps_after},
    {"finishes", "point, range|range1, range2", finishes},
    {"finished by", "range, point|range1, range2", finished_by},
    {"includes", "range, point|range1, range2", includes},
    {"during", "point, range|range1, range2", during},
    {"starts", "point, range|range1, range2", starts},
    {"started by", "range, point|range1, range2", started_by},
    {"coincides", "point1, point2|range1, range2", coincides},
}};

}  // namespace

std::span<builtin_row const> range_builtins() { return rows; }

}  // namespace carefare::constant
