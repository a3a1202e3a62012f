// The batch of examples/c in C++: the same input, the same output.
#include <carefare/carefare.hpp>

#include <iostream>
#include <string>
#include <vector>

namespace api = carefare::api;

namespace {

std::vector<std::string> cells_of(std::string const& line) {
    std::vector<std::string> cells{""};
    for (auto const c : line) {
        if (c == '\t')
            cells.emplace_back();
        else
            cells.back() += c;
    }
    cells.resize(4);
    return cells;
}

std::string_view view(char const* text, std::int64_t length) { return {text, static_cast<std::size_t>(length)}; }

void evaluate(api::case_rows& rows) {
    constexpr char const* states[] = {"value", "none", "pending", "fault", "incomplete"};
    auto const result = rows.evaluate();
    for (auto const& table : result.tables()) {
        for (std::int64_t row = 0; row < table.rows(); ++row) {
            for (std::int32_t column = 0; column < table.columns(); ++column) {
                std::cout << "V\t" << table.name() << '\t' << table.key(row) << '\t' << table.column_name(column) << '\t'
                          << states[static_cast<std::size_t>(table.state(row, column))] << '\t' << table.text(row, column) << '\n';
            }
        }
    }
    for (auto const& need : result.needs()) {
        std::cout << "N\t" << view(need.entity, need.entity_length) << '\t' << view(need.key, need.key_length) << '\t' << view(need.output, need.output_length) << '\t'
                  << view(need.needed, need.needed_length) << '\t' << view(need.needed_row, need.needed_row_length) << '\n';
    }
    for (auto const& found : result.findings()) {
        std::cout << "F\t" << view(found.code, found.code_length) << '\t' << view(found.entity, found.entity_length) << '\t' << view(found.key, found.key_length)
                  << '\t' << view(found.field, found.field_length) << '\n';
    }
    rows.clear();
}

}  // namespace

int main(int count, char** arguments) try {
    if (count != 4) {
        std::cerr << "batch TREE PLAN ASSUMPTIONS < cases\n";
        return 2;
    }
    api::overlay over;
    if (std::string(arguments[3]) != "-") over.assumptions_file = arguments[3];
    api::engine const engine(arguments[1]);
    api::plan const plan(engine, arguments[2], over);
    api::case_rows rows(plan);
    api::row row;
    for (std::string line; std::getline(std::cin, line);) {
        auto const cells = cells_of(line);
        if (cells[0] == "R") {
            row = rows.add(cells[1], cells[2], cells[3]);
        } else if (cells[0] == "C") {
            rows.set(row, cells[1], cells[2]);
        } else {
            evaluate(rows);
        }
    }
    return 0;
} catch (api::call_error const& error) {
    std::cerr << error.what() << '\n' << error.details().advice << '\n';
    return 1;
}
