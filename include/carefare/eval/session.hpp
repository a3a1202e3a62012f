// Scenarios over one caseload: what only the changed slots lead to is computed again, from columns that were kept.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <set>

#include <carefare/eval/run_blocks.hpp>

namespace carefare::eval {

/// Evaluates a caseload once and keeps of each block the columns that instructions downstream of `may_change` read. The
/// binding, its program and the tables must outlive it.
class session {
public:
    session(bind::binding const& base, host_tables const& given, std::set<checked::slot_id> may_change, unsigned threads = 1,
            std::size_t rows = rows_of_a_block);
    ~session();
    session(session const&) = delete;
    session& operator=(session const&) = delete;

    /// Another binding of the same program. `use` is given each block, from several threads at once, blocks in any order;
    /// a block may be read until `use` returns: outputs, and the keys of their rows. Throws std::invalid_argument where a slot
    /// differs that may not change, where entries begin on days on which none began in the base, where another day's
    /// knowledge or another text counts; and what `use` throws.
    void run(bind::binding const& scenario, std::function<void(std::size_t number, block const&)> const& use);

    [[nodiscard]] std::size_t blocks() const;
    /// Of the instructions of a whole run those that a scenario runs, and bytes of columns kept.
    struct share {
        std::size_t instructions = 0, again = 0, bytes_kept = 0;
    };
    [[nodiscard]] share recomputed() const;

private:
    struct implementation;
    std::unique_ptr<implementation> inside_;
};

}  // namespace carefare::eval
