// A run from its beginning, or from where its journal is good, to its end or to where it is stopped.
#include <carefare/caseload/run.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include <carefare/caseload/input.hpp>

#include "caseload/block_runner.hpp"
#include "caseload/journal.hpp"
#include "caseload/ordered_workers.hpp"
#include "caseload/output_files.hpp"

namespace carefare::caseload {

namespace fs = std::filesystem;

namespace {

/// A piece of work: partitions, or what stands before them.
struct piece {
    bool shared = false;
    std::size_t first = 0, count = 0;
};

class running {
public:
    running(run_request const& asked, run_input const& of, run_identity const& who, run_output const& to, cases::workspace& in)
        : asked_(asked), of_(of), to_(to), in_(in), layout_(*asked.plan->programme), files_(to.folder, layout_) {
        at_.who = who;
        at_.counts = totals::of(*asked.plan->programme);
    }

    run_end run(totals& counts, progress const& tell, std::function<bool()> const& stop) {
        auto const begun = to_.resume ? read_back() : true;
        if (!begun) return run_end::failed;
        block_runner const blocks(asked_, of_, layout_);
        at_.partitions = blocks.partitions();
        if (!(is_begun_ ? go_on() : begin())) return run_end::failed;
        bool const stopped = !do_pieces(blocks, tell, stop);
        if (failed_) return run_end::failed;
        if (stopped) return save() ? run_end::stopped : run_end::failed;
        counts = at_.counts;
        return end() ? run_end::done : run_end::failed;
    }

private:
    bool refuse(diagnostic_code code, std::string message, std::string advice) {
        in_.sink.error(code, {}, std::move(message), std::move(advice));
        failed_ = true;
        return false;
    }
    bool is_well(trouble const& failed) {
        return failed.empty() || refuse(diagnostic_code::W023, failed, "Make room or give the right to write, then run again with --resume.");
    }
    std::string path_of(char const* name) const { return (fs::path(to_.folder) / name).string(); }

    /// The journal of the same run, if the folder has one. A folder without files is that of a run that ended before it wrote any.
    bool read_back() {
        std::error_code failed;
        if (!fs::exists(to_.folder, failed) || fs::is_empty(to_.folder, failed)) return true;
        std::ifstream file(path_of(journal::file_name), std::ios::binary);
        if (!file) {
            return refuse(diagnostic_code::W022, "'" + to_.folder + "' has no journal of a run that was stopped",
                          "A run that is done needs no --resume; give --force in its place to run again from the beginning.");
        }
        std::string const text{std::istreambuf_iterator<char>(file), {}};
        auto const who = read_identity(text);
        if (who && *who != at_.who) {
            return refuse(diagnostic_code::W022, "the run that was stopped in '" + to_.folder + "' had another " + differences(*who, at_.who),
                          "Resume with what it was begun with, or give --force in place of --resume to run again from the beginning.");
        }
        auto before = who ? read_journal(text, *asked_.plan->programme) : std::nullopt;
        if (!before || before->sizes.size() != layout_.files().size() || before->done > before->partitions) {
            return refuse(diagnostic_code::W022, "'" + path_of(journal::file_name) + "' cannot be read as a journal",
                          "Give --force in place of --resume to run again from the beginning.");
        }
        at_ = std::move(*before);
        is_begun_ = true;
        return true;
    }

    bool go_on() {
        auto const failed = files_.go_on(at_.sizes);
        return failed.empty() || refuse(diagnostic_code::W022, failed, "Give --force in place of --resume to run again from the beginning.");
    }

    /// Once the first lines of all files are on the disk there is a journal, and a run that ends at any moment can go on. The
    /// journal and the summary of an earlier run would speak of files that are no longer there: they go first.
    bool begin() {
        std::error_code failed;
        fs::create_directories(to_.folder, failed);
        fs::remove(path_of(journal::file_name), failed);
        fs::remove(path_of("summary.json"), failed);
        return is_well(files_.begin()) && save();
    }

    /// The files first: the journal never says more than they hold.
    bool save() {
        if (!is_well(files_.save())) return false;
        at_.sizes = files_.sizes();
        saved_ = std::chrono::steady_clock::now();
        return is_well(replace_file(path_of(journal::file_name), to_text(at_)));
    }

    /// False if it was stopped, or something stood in the way.
    bool do_pieces(block_runner const& blocks, progress const& tell, std::function<bool()> const& stop) {
        bool shared = !at_.shared_done;
        auto first = at_.done;
        auto const next = [&]() -> std::optional<piece> {
            if (std::exchange(shared, false)) return piece{true, 0, 0};
            if (first == at_.partitions) return std::nullopt;
            piece const one{false, first, blocks.block_size(first)};
            first += one.count;
            return one;
        };
        auto const work = [&](piece const& one) {
            return std::pair{one, one.shared ? blocks.run_shared(in_.sources) : blocks.run(one.first, one.count)};
        };
        bool stopped = false;
        in_order(asked_.threads, next, work, [&](std::pair<piece, block_outcome> done) {
            if (!take(done.first, done.second)) return false;
            blocks.give_back(std::move(done.second.texts));
            if (tell) tell(at_.done, at_.partitions);
            stopped = stop && stop();
            return !stopped;
        });
        return !stopped && !failed_;
    }

    bool take(piece const& of, block_outcome const& outcome) {
        if (!is_well(files_.add(outcome.texts))) return false;
        at_.counts.add(outcome.counts);
        at_.shared_done = true;
        at_.done += of.count;
        bool const is_due = std::chrono::duration<double>(std::chrono::steady_clock::now() - saved_).count() >= to_.save_every;
        return !is_due || save();
    }

    /// The journal goes when all else is on the disk.
    bool end() {
        if (!is_well(files_.save()) || !is_well(replace_file(path_of("summary.json"), summary_json(at_.counts, asked_)))) return false;
        std::error_code failed;
        fs::remove(path_of(journal::file_name), failed);
        return true;
    }

    run_request const& asked_;
    run_input const& of_;
    run_output const& to_;
    cases::workspace& in_;
    output_layout layout_;
    output_files files_;
    journal at_;
    bool is_begun_ = false, failed_ = false;
    std::chrono::steady_clock::time_point saved_ = std::chrono::steady_clock::now();
};

}  // namespace

run_end run(run_request const& asked, run_input const& of, run_identity const& who, run_output const& to, totals& counts,
            cases::workspace& in, progress const& tell, std::function<bool()> const& stop) {
    return running(asked, of, who, to, in).run(counts, tell, stop);
}

}  // namespace carefare::caseload
