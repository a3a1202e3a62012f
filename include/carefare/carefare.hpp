// carefare.h for C++20: handles that free themselves, texts as string_view, errors as exceptions. Everything here is inline
// and stands on the C functions alone, so that a program built with another compiler than the library fits it.
//
//     namespace api = carefare::api;
//     api::engine const engine("/usr/share/carefare");
//     api::plan const plan(engine, "a/district");
//     api::case_rows rows(plan);
//     auto const row = rows.add("families", "f1");
//     rows.set(row, "size", 3);
//     auto const result = rows.evaluate();
//     std::cout << result.table("families").text("f1", "income_limit");
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <carefare/carefare.h>

namespace carefare::api {

/// What a call answered that was no success.
class call_error : public std::runtime_error {
public:
    explicit call_error(carefare_error const& of) : std::runtime_error(std::string(of.code) + ": " + of.message), of_(of) {}
    [[nodiscard]] carefare_error const& details() const { return of_; }
    [[nodiscard]] std::string code() const { return of_.code; }

private:
    carefare_error of_;
};

namespace host {

inline void check(carefare_status status) {
    if (status == CAREFARE_OK) return;
    carefare_error error{};
    error.struct_size = sizeof error;
    if (carefare_last_error(0, &error) != CAREFARE_OK) error.status = status;
    throw call_error(error);
}

inline std::int64_t size_of(std::string_view text) { return static_cast<std::int64_t>(text.size()); }
/// Never NULL: an empty text is no missing one.
inline char const* data_of(std::string_view text) { return text.data() == nullptr ? "" : text.data(); }

/// A handle and the function that frees it.
template <class Handle, carefare_status (*Free)(Handle*)>
class owned {
public:
    owned() = default;
    ~owned() { (void)Free(handle_); }
    owned(owned&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    owned& operator=(owned&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    owned(owned const&) = delete;
    owned& operator=(owned const&) = delete;
    [[nodiscard]] Handle* get() const { return handle_; }
    [[nodiscard]] Handle** out() { return &handle_; }

private:
    Handle* handle_ = nullptr;
};

using text_handle = owned<carefare_text, carefare_text_free>;

inline std::string to_string(text_handle const& from) {
    char const* data = nullptr;
    std::int64_t length = 0;
    check(carefare_text_view(from.get(), &data, &length));
    return {data, static_cast<std::size_t>(length)};
}

}  // namespace host

class engine {
public:
    explicit engine(std::string_view path) { host::check(carefare_engine_open(host::data_of(path), host::size_of(path), handle_.out())); }
    [[nodiscard]] carefare_engine* get() const { return handle_.get(); }

private:
    host::owned<carefare_engine, carefare_engine_free> handle_;
};

/// An option or a reading that counts in place of what is written.
struct setting {
    std::string name, value, reason;
    bool is_reading = false;
};

struct overlay {
    std::optional<std::int32_t> known_on;
    std::string assumptions_file, assumptions_text;
    std::vector<setting> settings;
};

class plan {
public:
    plan(engine const& from, std::string_view name, overlay const& over = {}) {
        with(over, [&](carefare_overlay const& given) { host::check(carefare_plan_load(from.get(), host::data_of(name), host::size_of(name), &given, handle_.out())); });
    }
    plan(plan const& base, overlay const& over) {
        with(over, [&](carefare_overlay const& given) { host::check(carefare_plan_with(base.get(), &given, handle_.out())); });
    }
    plan(plan&&) noexcept = default;
    plan& operator=(plan&&) noexcept = default;
    [[nodiscard]] carefare_plan* get() const { return handle_.get(); }
    [[nodiscard]] std::string describe() const {
        host::text_handle json;
        host::check(carefare_plan_describe(get(), json.out()));
        return host::to_string(json);
    }
    [[nodiscard]] std::int32_t table(std::string_view name) const {
        std::int32_t number = 0;
        host::check(carefare_plan_table(get(), host::data_of(name), host::size_of(name), &number));
        return number;
    }
    [[nodiscard]] std::int32_t field(std::int32_t table, std::string_view name) const {
        std::int32_t number = 0;
        host::check(carefare_plan_field(get(), table, host::data_of(name), host::size_of(name), &number));
        return number;
    }

private:
    template <class Use>
    static void with(overlay const& over, Use use) {
        std::vector<carefare_setting> settings;
        for (auto const& one : over.settings) {
            carefare_setting made{};
            made.struct_size = sizeof made;
            made.kind = one.is_reading ? CAREFARE_READING : CAREFARE_OPTION;
            made.name = one.name.data(), made.name_length = host::size_of(one.name);
            made.value = one.value.data(), made.value_length = host::size_of(one.value);
            made.reason = one.reason.data(), made.reason_length = host::size_of(one.reason);
            settings.push_back(made);
        }
        carefare_overlay given{};
        given.struct_size = sizeof given;
        given.known_on = over.known_on.value_or(CAREFARE_NO_DATE);
        given.assumptions_file = over.assumptions_file.data(), given.assumptions_file_length = host::size_of(over.assumptions_file);
        given.assumptions_text = over.assumptions_text.data(), given.assumptions_text_length = host::size_of(over.assumptions_text);
        given.settings = settings.data(), given.settings_count = static_cast<std::int64_t>(settings.size());
        use(given);
    }

    host::owned<carefare_plan, carefare_plan_free> handle_;
};

enum class state : std::int32_t { value = CAREFARE_VALUE, none = CAREFARE_NONE, pending = CAREFARE_PENDING, fault = CAREFARE_FAULT, incomplete = CAREFARE_INCOMPLETE };

/// A table of a result; good as long as the result.
class result_table {
public:
    result_table(carefare_result* of, std::int32_t number) : of_(of), number_(number) {
        info_.struct_size = sizeof info_;
        host::check(carefare_result_table_info(of, number, &info_));
    }
    [[nodiscard]] std::string_view name() const { return {info_.name, static_cast<std::size_t>(info_.name_length)}; }
    [[nodiscard]] std::int64_t rows() const { return info_.rows; }
    [[nodiscard]] std::int32_t columns() const { return info_.columns; }
    [[nodiscard]] std::int32_t column(std::string_view output) const {
        std::int32_t number = 0;
        host::check(carefare_result_column(of_, number_, host::data_of(output), host::size_of(output), &number));
        return number;
    }
    [[nodiscard]] std::string_view column_name(std::int32_t column) const {
        return view([&](char const** data, std::int64_t* length) { return carefare_result_column_name(of_, number_, column, data, length); });
    }
    [[nodiscard]] std::int64_t row(std::string_view key) const {
        std::int64_t number = 0;
        host::check(carefare_result_row(of_, number_, host::data_of(key), host::size_of(key), &number));
        return number;
    }
    [[nodiscard]] std::string_view key(std::int64_t row) const {
        return view([&](char const** data, std::int64_t* length) { return carefare_result_key(of_, number_, row, data, length); });
    }
    [[nodiscard]] api::state state(std::int64_t row, std::int32_t column) const {
        std::int32_t is = 0;
        host::check(carefare_result_state(of_, number_, row, column, &is));
        return static_cast<api::state>(is);
    }
    [[nodiscard]] std::string_view text(std::int64_t row, std::int32_t column) const {
        return view([&](char const** data, std::int64_t* length) { return carefare_result_text(of_, number_, row, column, data, length); });
    }
    [[nodiscard]] std::int64_t number(std::int64_t row, std::int32_t column, std::int32_t decimals) const {
        std::int64_t value = 0;
        host::check(carefare_result_number(of_, number_, row, column, decimals, &value));
        return value;
    }
    // By key and output.
    [[nodiscard]] api::state state(std::string_view of_row, std::string_view output) const { return state(row(of_row), column(output)); }
    [[nodiscard]] std::string_view text(std::string_view of_row, std::string_view output) const { return text(row(of_row), column(output)); }
    [[nodiscard]] std::int64_t cents(std::string_view of_row, std::string_view output) const { return number(row(of_row), column(output), 2); }

private:
    template <class Call>
    static std::string_view view(Call call) {
        char const* data = nullptr;
        std::int64_t length = 0;
        host::check(call(&data, &length));
        return {data, static_cast<std::size_t>(length)};
    }

    carefare_result* of_;
    std::int32_t number_;
    carefare_table_info info_{};
};

class result {
public:
    [[nodiscard]] carefare_result* get() const { return handle_.get(); }
    [[nodiscard]] carefare_result** out() { return handle_.out(); }
    [[nodiscard]] result_table table(std::string_view rows) const {
        std::int32_t number = 0;
        host::check(carefare_result_table(get(), host::data_of(rows), host::size_of(rows), &number));
        return {get(), number};
    }
    [[nodiscard]] std::vector<result_table> tables() const {
        std::int32_t count = 0;
        host::check(carefare_result_tables(get(), &count));
        std::vector<result_table> all;
        for (std::int32_t t = 0; t < count; ++t) all.emplace_back(get(), t);
        return all;
    }
    [[nodiscard]] std::vector<carefare_need> needs() const { return list<carefare_need>(carefare_result_needs, carefare_result_need); }
    [[nodiscard]] std::vector<carefare_finding> findings() const { return list<carefare_finding>(carefare_result_findings, carefare_result_finding); }
    [[nodiscard]] std::string json() const { return text(carefare_result_json); }
    [[nodiscard]] std::string summary() const { return text(carefare_result_summary); }

private:
    template <class Item, class Count, class Get>
    [[nodiscard]] std::vector<Item> list(Count count_of, Get get_one) const {
        std::int64_t count = 0;
        host::check(count_of(get(), &count));
        std::vector<Item> all(static_cast<std::size_t>(count));
        for (std::int64_t i = 0; i < count; ++i) {
            auto& one = all[static_cast<std::size_t>(i)];
            one.struct_size = sizeof one;
            host::check(get_one(get(), i, &one));
        }
        return all;
    }
    template <class Call>
    [[nodiscard]] std::string text(Call call) const {
        host::text_handle made;
        host::check(call(get(), made.out()));
        return host::to_string(made);
    }

    host::owned<carefare_result, carefare_result_free> handle_;
};

/// A row that was added.
struct row {
    std::int32_t table = 0, number = 0;
};

/// The rows of one partition, or a few.
class case_rows {
public:
    explicit case_rows(plan const& of) : plan_(of.get()) { host::check(carefare_case_new(of.get(), handle_.out())); }
    [[nodiscard]] carefare_case* get() const { return handle_.get(); }
    row add(std::string_view table, std::string_view key, std::string_view owner = {}) {
        std::int32_t number = 0;
        host::check(carefare_plan_table(plan_, host::data_of(table), host::size_of(table), &number));
        row made{number, 0};
        host::check(carefare_case_add(get(), number, host::data_of(key), host::size_of(key), host::data_of(owner), host::size_of(owner), &made.number));
        return made;
    }
    void set(row at, std::string_view field, std::string_view cell) { host::check(carefare_case_set_text(get(), at.table, at.number, number_of(at, field), host::data_of(cell), host::size_of(cell))); }
    void set(row at, std::string_view field, char const* cell) { set(at, field, std::string_view(cell)); }
    void set(row at, std::string_view field, bool value) { host::check(carefare_case_set_boolean(get(), at.table, at.number, number_of(at, field), value ? 1 : 0)); }
    void set(row at, std::string_view field, std::int64_t value, std::int32_t decimals = 0) {
        host::check(carefare_case_set_number(get(), at.table, at.number, number_of(at, field), value, decimals));
    }
    void set(row at, std::string_view field, int value, std::int32_t decimals = 0) { set(at, field, std::int64_t{value}, decimals); }
    void set(row at, std::string_view field, double value) = delete;  ///< binary floating point is not exact
    void set_date(row at, std::string_view field, std::int32_t days) { host::check(carefare_case_set_date(get(), at.table, at.number, number_of(at, field), days)); }
    void add_json(std::string_view document) { host::check(carefare_case_add_json(get(), host::data_of(document), host::size_of(document))); }
    void clear() { host::check(carefare_case_clear(get())); }
    [[nodiscard]] result evaluate() {
        result made;
        host::check(carefare_case_evaluate(get(), nullptr, nullptr, made.out()));
        return made;
    }
    [[nodiscard]] std::string explain(std::string_view of, std::int32_t style = CAREFARE_LETTER, std::int32_t format = CAREFARE_TEXT) {
        carefare_explanation what{};
        what.struct_size = sizeof what;
        what.style = style;
        what.format = format;
        what.result = host::data_of(of), what.result_length = host::size_of(of);
        host::text_handle made;
        host::check(carefare_case_explain(get(), nullptr, &what, made.out()));
        return host::to_string(made);
    }

private:
    [[nodiscard]] std::int32_t number_of(row at, std::string_view field) const {
        std::int32_t number = 0;
        host::check(carefare_plan_field(plan_, at.table, host::data_of(field), host::size_of(field), &number));
        return number;
    }

    carefare_plan* plan_;
    host::owned<carefare_case, carefare_case_free> handle_;
};

}  // namespace carefare::api
