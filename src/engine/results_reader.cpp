// See results_reader.hpp.
#include "engine/results_reader.hpp"

#include <limits>
#include <stdexcept>
#include <utility>

#include "cases/columns_scan.hpp"

namespace carefare::engine {

namespace {

result_state state_of(std::string_view name) {
    // Each begins with another letter.
    switch (name.empty() ? '\0' : name.front()) {
        case 'v': return result_state::value;
        case 'n': return result_state::none;
        case 'p': return result_state::pending;
        case 'f': return result_state::fault;
        case 'i': return result_state::incomplete;
        default: throw std::logic_error("a result without a state");
    }
}

}  // namespace

template <class Take>
void results_reader::each_record(std::size_t file, std::size_t width, Take take) {
    std::string const& text = out_.texts_[file];
    cases::record_scanner scanner(text.data(), text.data() + text.size(), width, std::numeric_limits<std::size_t>::max());
    std::vector<cases::raw_cell> cells(width);
    std::vector<std::string_view> record(width);
    std::string room;
    while (!scanner.is_at_end()) {
        if (!scanner.next(cells)) throw std::logic_error("a record of results of another width");
        for (std::size_t i = 0; i < width; ++i) {
            record[i] = cells[i].text;
            if (cells[i].escaped) record[i] = *out_.decoded_.emplace_back(std::make_unique<std::string>(cells[i].decoded(room)));
        }
        take(record);
    }
}

void results_reader::read_table(std::size_t number) {
    auto& table = out_.tables_.emplace_back();
    table.info_ = &programme_->output_tables[number];
    bool const has_owner = !table.info_->owner.empty();
    auto const columns = table.info_->columns.size();
    std::size_t const first = has_owner ? 2 : 1;
    each_record(number, first + 2 * columns, [&](std::vector<std::string_view> const& cells) {
        table.keys_.push_back(cells[0]);
        if (has_owner) table.owners_.push_back(cells[1]);
        for (std::size_t c = 0; c < columns; ++c) {
            table.texts_.push_back(cells[first + 2 * c]);
            table.states_.push_back(state_of(cells[first + 2 * c + 1]));
        }
    });
}

void results_reader::read_needs() {
    constexpr std::size_t width = 8;
    each_record(programme_->layout.pending(), width, [&](std::vector<std::string_view> const& c) { out_.needs_.push_back({c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]}); });
}

void results_reader::read_findings() {
    constexpr std::size_t width = 5;
    each_record(programme_->layout.findings(), width, [&](std::vector<std::string_view> const& c) { out_.findings_.push_back({c[0], c[1], c[2], c[3], c[4]}); });
}

void results_reader::read_incomplete() {
    constexpr std::size_t width = 3;
    each_record(programme_->layout.incomplete(), width, [&](std::vector<std::string_view> const& c) { out_.incomplete_.push_back({c[0], c[1], c[2]}); });
}

void results_reader::read_lists() {
    read_needs();
    read_findings();
    read_incomplete();
    auto const& graph = programme_->graph;
    for (std::size_t i = 0; i < graph.carried.size(); ++i) {
        auto const number = programme_->layout.carried(i);
        out_.carried_.push_back({graph.entities[graph.carried[i].into].rows, programme_->layout.files()[number].head + out_.texts_[number]});
    }
}

results results_reader::read_lists(caseload::file_texts texts) {
    out_.texts_ = std::move(texts);
    read_lists();
    return std::move(out_);
}

results results_reader::read(caseload::file_texts texts, caseload::totals counts, caseload::run_request const& about) {
    out_.texts_ = std::move(texts);
    for (std::size_t t = 0; t < programme_->output_tables.size(); ++t) read_table(t);
    read_lists();
    out_.counts_ = std::make_shared<results::counted const>(results::counted{std::move(counts), about});
    return std::move(out_);
}

}  // namespace carefare::engine
