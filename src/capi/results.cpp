// Results read, cell by cell or as documents and tables.
#include <limits>

#include "capi/plans.hpp"

using namespace carefare;
using namespace carefare::capi;

namespace {

using engine::call_code;
using engine::results;
using engine::result_table;

template <class Work>
carefare_status with(carefare_result const* of, Work work) {
    return call([&] { work(*pinned<results const>(of, handle_kind::result)); });
}

result_table const& table_of(results const& of, int32_t table) {
    auto const number = unsigned_of(table, "table");
    if (number >= of.tables().size()) throw engine::error(call_code::outside_range, "there is no table of that number", "Results have " + std::to_string(of.tables().size()) + " tables.");
    return of.tables()[number];
}

std::size_t row_of(result_table const& in, int64_t row) {
    if (row < 0 || static_cast<std::uint64_t>(row) >= in.rows()) throw engine::error(call_code::outside_range, "there is no row " + std::to_string(row), "The table has " + std::to_string(in.rows()) + " rows.");
    return static_cast<std::size_t>(row);
}

std::size_t column_of(result_table const& in, int32_t column) {
    auto const number = unsigned_of(column, "column");
    if (number >= in.columns()) throw engine::error(call_code::outside_range, "there is no column " + std::to_string(column), "The table has " + std::to_string(in.columns()) + " columns.");
    return number;
}

template <class List>
auto const& item_of(List const& list, int64_t number) {
    if (number < 0 || static_cast<std::uint64_t>(number) >= list.size()) throw engine::error(call_code::outside_range, "there is no number " + std::to_string(number), "There are " + std::to_string(list.size()) + ".");
    return list[static_cast<std::size_t>(number)];
}

}  // namespace

extern "C" {

carefare_status carefare_result_tables(const carefare_result* of, int32_t* count) {
    return with(of, [&](results const& in) { needed(count, "count") = static_cast<int32_t>(in.tables().size()); });
}

carefare_status carefare_result_table(const carefare_result* of, const char* name, int64_t length, int32_t* table) {
    return with(of, [&](results const& in) {
        needed(table, "table");
        auto const wanted = text(name, length, "name");
        for (std::size_t t = 0; t < in.tables().size(); ++t) {
            if (in.tables()[t].info().name != wanted) continue;
            *table = static_cast<int32_t>(t);
            return;
        }
        throw engine::error(call_code::unknown_table, "there is no table of results '" + std::string(wanted) + "'", "Use the rows name of an entity with outputs.");
    });
}

carefare_status carefare_result_table_info(const carefare_result* of, int32_t table, carefare_table_info* into) {
    return with(of, [&](results const& in) {
        auto& out = sized_for_writing(into, "carefare_table_info");
        auto const& from = table_of(in, table);
        out.columns = static_cast<int32_t>(from.columns());
        out.rows = static_cast<int64_t>(from.rows());
        view(from.info().name, &out.name, &out.name_length);
    });
}

carefare_status carefare_result_column(const carefare_result* of, int32_t table, const char* name, int64_t length, int32_t* column) {
    return with(of, [&](results const& in) {
        needed(column, "column");
        auto const wanted = text(name, length, "name");
        auto const found = table_of(in, table).find_column(wanted);
        if (!found) throw engine::error(call_code::no_such_column, "there is no output '" + std::string(wanted) + "' of '" + table_of(in, table).info().name + "'", "Use the name of an output of the entity.");
        *column = static_cast<int32_t>(*found);
    });
}

carefare_status carefare_result_column_name(const carefare_result* of, int32_t table, int32_t column, const char** name, int64_t* length) {
    return with(of, [&](results const& in) {
        auto const& from = table_of(in, table);
        view(from.info().columns[column_of(from, column)].name, name, length);
    });
}

carefare_status carefare_result_row(const carefare_result* of, int32_t table, const char* key, int64_t length, int64_t* row) {
    return with(of, [&](results const& in) {
        needed(row, "row");
        auto const wanted = text(key, length, "key");
        auto const found = table_of(in, table).find_row(wanted);
        if (!found) throw engine::error(call_code::no_such_row, "there is no row '" + std::string(wanted) + "' of '" + table_of(in, table).info().name + "'", "The findings say which rows were set aside.");
        *row = static_cast<int64_t>(*found);
    });
}

carefare_status carefare_result_key(const carefare_result* of, int32_t table, int64_t row, const char** key, int64_t* length) {
    return with(of, [&](results const& in) {
        auto const& from = table_of(in, table);
        view(from.key(row_of(from, row)), key, length);
    });
}

carefare_status carefare_result_owner(const carefare_result* of, int32_t table, int64_t row, const char** key, int64_t* length) {
    return with(of, [&](results const& in) {
        auto const& from = table_of(in, table);
        view(from.owner(row_of(from, row)), key, length);
    });
}

carefare_status carefare_result_state(const carefare_result* of, int32_t table, int64_t row, int32_t column, int32_t* state) {
    return with(of, [&](results const& in) {
        auto const& from = table_of(in, table);
        needed(state, "state") = static_cast<int32_t>(from.state(row_of(from, row), column_of(from, column)));
    });
}

carefare_status carefare_result_text(const carefare_result* of, int32_t table, int64_t row, int32_t column, const char** data, int64_t* length) {
    return with(of, [&](results const& in) {
        auto const& from = table_of(in, table);
        view(from.text(row_of(from, row), column_of(from, column)), data, length);
    });
}

carefare_status carefare_result_number(const carefare_result* of, int32_t table, int64_t row, int32_t column, int32_t decimals, int64_t* value) {
    return with(of, [&](results const& in) {
        constexpr std::uint32_t most_decimals = 18;
        auto const& from = table_of(in, table);
        needed(value, "value");
        auto const r = row_of(from, row), c = column_of(from, column);
        auto const scale = unsigned_of(decimals, "decimals");
        if (scale > most_decimals) throw engine::error(call_code::outside_range, "more than 18 decimals", "Take the text.");
        bool const has_value = from.state(r, c) == engine::result_state::value;
        auto const parts = has_value ? engine::parts_of(from.text(r, c), scale) : std::nullopt;
        if (!parts || *parts > std::numeric_limits<int64_t>::max() || *parts < std::numeric_limits<int64_t>::min()) {
            throw engine::error(call_code::not_a_number, has_value ? "'" + std::string(from.text(r, c)) + "' is no number of " + std::to_string(scale) + " decimals" : "there is no value",
                                "Look at the state first; ask for more decimals, or for the text.");
        }
        *value = static_cast<int64_t>(*parts);
    });
}

carefare_status carefare_result_needs(const carefare_result* of, int64_t* count) {
    return with(of, [&](results const& in) { needed(count, "count") = static_cast<int64_t>(in.needs().size()); });
}

carefare_status carefare_result_need(const carefare_result* of, int64_t number, carefare_need* into) {
    return with(of, [&](results const& in) {
        auto& out = sized_for_writing(into, "carefare_need");
        auto const& from = item_of(in.needs(), number);
        view(from.entity, &out.entity, &out.entity_length);
        view(from.key, &out.key, &out.key_length);
        view(from.output, &out.output, &out.output_length);
        view(from.kind, &out.kind, &out.kind_length);
        view(from.name, &out.needed, &out.needed_length);
        view(from.row_key, &out.needed_row, &out.needed_row_length);
        view(from.reason, &out.reason, &out.reason_length);
        view(from.ask, &out.ask, &out.ask_length);
    });
}

carefare_status carefare_result_findings(const carefare_result* of, int64_t* count) {
    return with(of, [&](results const& in) { needed(count, "count") = static_cast<int64_t>(in.findings().size()); });
}

carefare_status carefare_result_finding(const carefare_result* of, int64_t number, carefare_finding* into) {
    return with(of, [&](results const& in) {
        auto& out = sized_for_writing(into, "carefare_finding");
        auto const& from = item_of(in.findings(), number);
        view(from.code, &out.code, &out.code_length);
        view(from.entity, &out.entity, &out.entity_length);
        view(from.key, &out.key, &out.key_length);
        view(from.field, &out.field, &out.field_length);
        view(from.message, &out.message, &out.message_length);
    });
}

carefare_status carefare_result_json(const carefare_result* of, carefare_text** json) {
    return with(of, [&](results const& in) { needed(json, "json"), give_text(json, in.to_json()); });
}

carefare_status carefare_result_summary(const carefare_result* of, carefare_text** json) {
    return with(of, [&](results const& in) { needed(json, "json"), give_text(json, in.summary()); });
}

carefare_status carefare_result_carried(const carefare_result* of, const char* rows, int64_t length, carefare_text** csv) {
    return with(of, [&](results const& in) {
        needed(csv, "csv");
        auto const wanted = text(rows, length, "rows");
        for (auto const& one : in.carried()) {
            if (one.name == wanted) return give_text(csv, one.csv);
        }
        throw engine::error(call_code::unknown_table, "nothing is carried as '" + std::string(wanted) + "'", "Use the rows name of a table that is carried to the next run.");
    });
}

carefare_status carefare_result_export(const carefare_result* of, int32_t what, int32_t table, struct ArrowSchema* schema, struct ArrowArray* array) {
    return with(of, [&](results const& in) {
        constexpr std::uint32_t kinds = 4;
        engine::export_arrow(in, static_cast<engine::export_kind>(choice(what, kinds, "what")), unsigned_of(table, "table"), needed(schema, "schema"), needed(array, "array"));
    });
}

carefare_status carefare_result_free(carefare_result* of) {
    return call([&] { free_handle(of, handle_kind::result); });
}

}  // extern "C"
