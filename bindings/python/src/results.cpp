// Evaluations, results and explanations.
#include <pybind11/stl.h>

#include <algorithm>
#include <array>

#include "columns.hpp"
#include "decimals.hpp"
#include "in_background.hpp"
#include "rows.hpp"

namespace carefare::python {

namespace {

using engine::export_kind;
using engine::results;
using held_results = std::shared_ptr<results const>;

struct results_handle {
    held_results held;
};

engine::evaluation_options options_of(py::handle pay_from, py::handle pay_until, unsigned threads, std::size_t block_rows, bool row_by_row) {
    engine::evaluation_options made;
    auto const first = day_of(pay_from), last = day_of(pay_until);
    if (first && last && first->days > last->days) {
        throw engine::error(engine::call_code::wrong_value, "pay ends before it begins: " + to_string(*first) + " to " + to_string(*last), "Give its first day first.");
    }
    if (first && last) made.pay = engine::days{*first, *last};
    made.threads = threads;
    made.block_rows = block_rows;
    made.row_by_row = row_by_row;
    return made;
}

results_handle evaluate(plan_handle const& under, rows_handle const& rows, py::handle pay_from, py::handle pay_until, unsigned threads, std::size_t block_rows,
                        bool row_by_row, py::object const& tell) {
    auto how = options_of(pay_from, pay_until, threads, block_rows, row_by_row);
    return in_background(tell, [&](background& shared) {
        how.stop = [&] { return shared.stop.load(); };
        how.tell = [&](std::size_t done, std::size_t all) { shared.all = all, shared.done = done; };
        return results_handle{std::make_shared<results const>(engine::evaluate(*under.held, rows.rows, how))};
    });
}

/// A table that `fill` exports.
template <class Fill>
columns made_of(Fill fill) {
    auto made = std::make_shared<arrow_table>();
    py::gil_scoped_release const released;
    ArrowArray piece{};
    fill(made->schema, piece);
    made->pieces.push_back(piece);
    return columns(std::move(made));
}

columns exported(results_handle const& its, export_kind what, std::size_t table) {
    return made_of([&](ArrowSchema& schema, ArrowArray& piece) { engine::export_arrow(*its.held, what, table, schema, piece); });
}

engine::result_table const& table_of(results_handle const& its, std::size_t number) {
    if (number >= its.held->tables().size()) throw py::index_error("there is no table of that number");
    return its.held->tables()[number];
}

/// (state, text) of one result; none where there is no such row or column.
py::object cell_of(results_handle const& its, std::size_t table, std::string const& key, std::string const& column) {
    auto const& in = table_of(its, table);
    auto const row = in.find_row(key);
    auto const place = in.find_column(column);
    if (!row || !place) return py::none();
    auto const state = in.state(*row, *place);
    return py::make_tuple(std::string(engine::result_state_names[static_cast<std::size_t>(state)]), std::string(in.text(*row, *place)));
}

/// Of each output (name, counts by state, total in units of money or empty), as a session gives them.
py::list sums_of(results_handle const& its) {
    constexpr unsigned cents = 2;
    py::list all;
    for (auto const& table : its.held->tables()) {
        for (std::size_t c = 0; c < table.columns(); ++c) {
            auto const& column = table.info().columns[c];
            bool const is_money = column.kind == engine::value_kind::money && column.is_decimal;
            auto const decimals = std::max(column.decimals, cents);
            std::array<std::size_t, 5> states{};
            engine::wide_number total = 0;
            for (std::size_t r = 0; r < table.rows(); ++r) {
                auto const state = table.state(r, c);
                ++states[static_cast<std::size_t>(state)];
                if (is_money && state == engine::result_state::value) total += engine::parts_of(table.text(r, c), decimals).value();
            }
            auto const name = (table.info().entity.empty() ? "" : table.info().entity + ".") + column.name;
            all.append(py::make_tuple(name, py::cast(states), is_money ? decimal_text(total, decimals) : std::string()));
        }
    }
    return all;
}

std::string explain(plan_handle const& under, rows_handle const& rows, std::string const& result, std::string const& partition, bool letter, std::string const& format) {
    using engine::explanation_format;
    engine::explanation_request what;
    what.result = result;
    what.partition = partition;
    what.style = letter ? engine::explanation_style::letter : engine::explanation_style::steps;
    what.format = format == "json" ? explanation_format::json : format == "markdown" ? explanation_format::markdown : explanation_format::text;
    return in_background(py::none(), [&](background&) { return engine::explain(*under.held, rows.rows, what); });
}

}  // namespace

void bind_results(py::module_& into) {
    py::class_<results_handle>(into, "Results")
        .def("keys", [](results_handle const& its, std::size_t table) {
            py::list all;
            auto const& in = table_of(its, table);
            for (std::size_t r = 0; r < in.rows(); ++r) all.append(py::str(in.key(r).data(), in.key(r).size()));
            return all;
        })
        .def("cell", cell_of)
        .def("table", [](results_handle const& its, std::size_t number) { return exported(its, export_kind::table, number); })
        .def("table_with_needs", [](results_handle const& its, std::size_t number) {
            return made_of([&](ArrowSchema& schema, ArrowArray& piece) { engine::export_arrow_with_needs(*its.held, number, schema, piece); });
        })
        .def("needs", [](results_handle const& its) { return exported(its, export_kind::needs, 0); })
        .def("findings", [](results_handle const& its) { return exported(its, export_kind::findings, 0); })
        .def("incomplete", [](results_handle const& its) { return exported(its, export_kind::incomplete, 0); })
        .def("carried", [](results_handle const& its) {
            py::dict all;
            for (auto const& one : its.held->carried()) all[py::str(one.name)] = one.csv;
            return all;
        })
        .def("sums", sums_of)
        .def("summary", [](results_handle const& its) { return its.held->summary(); })
        .def("to_json", [](results_handle const& its) { return its.held->to_json(); }, py::call_guard<py::gil_scoped_release>());
    into.def("evaluate", evaluate);
    into.def("explain", explain);
}

}  // namespace carefare::python
