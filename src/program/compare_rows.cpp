// Keys of two rows of one table are equal where the rows are: their numbers are compared, and no text is made. Rows that are
// made of others have the key of the row that they are made of (`subset`), or texts that only their parts make unique: those
// are compared as they are.
#include <carefare/program/optimise.hpp>

#include "program/codes.hpp"
#include "program/rewriting.hpp"

namespace carefare::program {

namespace {

class comparing {
public:
    explicit comparing(program const& of) : of_(of), anew_(of) {}

    program finish() {
        for (auto const& one : of_.code) {
            if (one.what == code::equal || one.what == code::not_equal) {
                auto const a = table_of(one.operands[0]), b = table_of(one.operands[1]);
                if (a != no_id && a == b) {
                    auto made = anew_.translated(one);
                    for (std::size_t i = 0; i < 2; ++i) made.operands[i] = row_of(one.operands[i]);
                    anew_.stands_for(one.out, anew_.write_once(std::move(made), lane::cell));
                    continue;
                }
            }
            anew_.keep(one);
        }
        return anew_.finish();
    }

private:
    [[nodiscard]] instruction const& by(reg one) const { return of_.code[one]; }
    [[nodiscard]] checked::maker const& made_by(entity_id e) const { return of_.graph->entities[e].made; }

    /// The table that a register holds the key of a row of; no_id where it is another text, or its rows are made.
    [[nodiscard]] entity_id table_of(reg one) const {
        auto const& what = by(one);
        if (what.what == code::gather) return table_of(what.operands[1]);
        if (what.what == code::spread) return table_of(what.operands[0]);
        if (what.what != code::key_text) return no_id;
        auto e = what.payload;
        while (made_by(e).kind == checked::maker_kind::subset) e = made_by(e).source;
        return made_by(e).kind == checked::maker_kind::host ? e : no_id;
    }

    /// In the new program, the number of that row in its table.
    reg row_of(reg one) {
        auto const& what = by(one);
        if (what.what != code::key_text) {
            auto const column = what.what == code::gather ? what.operands[1] : what.operands[0];
            auto const row = row_of(column);
            // One row for all.
            if (anew_.made().frame_of[row] == 0) return row;
            auto moved = anew_.translated(what);
            moved.operands.back() = row;
            return anew_.write_once(std::move(moved), lane::cell);
        }
        auto row = anew_.now(what.operands[0]);
        for (auto e = what.payload; made_by(e).kind == checked::maker_kind::subset; e = made_by(e).source) {
            frame rows;
            rows.what = frame::kind::rows;
            rows.entity = e;
            instruction base;
            base.what = code::base;
            base.of = anew_.add_frame(rows);
            instruction read;
            read.what = code::gather;
            read.of = anew_.made().frame_of[row];
            read.payload = e;
            read.operands = {row, anew_.write_once(std::move(base), lane::cell)};
            row = anew_.write_once(std::move(read), lane::cell);
        }
        return row;
    }

    program const& of_;
    rewriting anew_;
};

}  // namespace

program compare_rows(program const& of) {
    return comparing(of).finish();
}

}  // namespace carefare::program
