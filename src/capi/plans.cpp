// Engines and plans.
#include "capi/plans.hpp"

#include <nlohmann/json.hpp>

#include <carefare/base/utf8.hpp>

namespace carefare::capi {

namespace {

constexpr std::int64_t most_settings = 10'000;
constexpr std::int32_t most_threads = 256;

using nlohmann::ordered_json;

constexpr char const* kind_names[] = {"boolean", "number", "percent", "money", "word", "text", "date", "date_time", "range", "link"};

ordered_json described(std::vector<engine::table_info> const& tables) {
    auto all = ordered_json::array();
    for (auto const& table : tables) {
        ordered_json one{{"name", table.name}, {"entity", table.entity}, {"owner", table.owner}, {"partition", table.is_partition}, {"dated", table.has_days}};
        auto& columns = one["columns"] = ordered_json::array();
        for (auto const& column : table.columns) {
            ordered_json made{{"name", column.name}, {"kind", kind_names[static_cast<std::size_t>(column.kind)]}, {"type", column.type}};
            if (!column.words.empty()) made["words"] = column.words;
            if (column.decimals > 0) made["decimals"] = column.decimals;
            if (column.may_be_none) made["may_be_none"] = true;
            if (column.required) made["required"] = true;
            if (!column.label.empty()) made["label"] = column.label;
            if (!column.ask.empty()) made["ask"] = column.ask;
            columns.push_back(std::move(made));
        }
        all.push_back(std::move(one));
    }
    return all;
}

std::string described(engine::plan const& plan) {
    ordered_json out{{"plan", plan.name()}, {"programme", plan.programme()}, {"input", described(plan.input_tables())}, {"output", described(plan.output_tables())}};
    auto& slots = out["slots"] = ordered_json::array();
    for (auto const& slot : plan.slots()) {
        slots.push_back({{"name", slot.name}, {"kind", slot.is_reading ? "reading" : "option"}, {"type", slot.type}, {"label", slot.label}, {"ask", slot.ask},
                         {"cite", slot.cite}, {"answered", slot.is_answered}});
    }
    return out.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string utf8(std::string_view text, char const* name) {
    if (first_invalid_utf8(text)) throw engine::error(engine::call_code::not_utf8, std::string("'") + name + "' is not UTF-8", "Convert the text first.");
    return std::string(text);
}

}  // namespace

engine::scenario settings_of(carefare_setting const* settings, std::int64_t count) {
    engine::scenario made;
    if (count < 0 || count > most_settings) throw engine::error(engine::call_code::outside_range, "the count of settings is " + std::to_string(count), "Give as many as there are.");
    for (std::int64_t i = 0; i < count; ++i) {
        auto const one = sized(&needed(settings, "settings") + i, "carefare_setting");
        engine::setting into{utf8(text(one.name, one.name_length, "name"), "name"), utf8(text(one.value, one.value_length, "value"), "value"),
                             utf8(optional_text(one.reason, one.reason_length, "reason"), "reason")};
        (choice(one.kind, 2, "kind") == CAREFARE_READING ? made.readings : made.options).push_back(std::move(into));
    }
    return made;
}

engine::overlay overlay_of(carefare_overlay const* given) {
    engine::overlay made;
    if (given == nullptr) return made;
    auto const from = sized(given, "carefare_overlay");
    made.known_on = day_of(from.known_on, "known_on");
    made.assumptions_file = optional_text(from.assumptions_file, from.assumptions_file_length, "assumptions_file");
    made.assumptions_text = optional_text(from.assumptions_text, from.assumptions_text_length, "assumptions_text");
    auto settings = settings_of(from.settings, from.settings_count);
    made.options = std::move(settings.options);
    made.readings = std::move(settings.readings);
    return made;
}

std::optional<date> day_of(std::int32_t days, char const* name) {
    if (days == CAREFARE_NO_DATE) return std::nullopt;
    if (days < first_date.days || days > last_date.days)
        throw engine::error(engine::call_code::outside_range, std::string("'") + name + "' is outside the years 1 to 9999", "Give days since 1970-01-01, or CAREFARE_NO_DATE.");
    return date{days};
}

std::optional<engine::days> pay_of(std::int32_t first, std::int32_t last) {
    auto const from = day_of(first, "pay_first"), to = day_of(last, "pay_last");
    if (!from && !to) return std::nullopt;
    if (!from || !to || *to < *from) throw engine::error(engine::call_code::outside_range, "the days that are paid do not begin and end", "Give both days, or CAREFARE_NO_DATE twice.");
    return engine::days{*from, *to};
}

unsigned threads_of(std::int32_t given) {
    if (given < 0 || given > most_threads) throw engine::error(engine::call_code::outside_range, "'threads' is " + std::to_string(given), "Give 1 to 256, or 0 for one.");
    return given == 0 ? 1U : static_cast<unsigned>(given);
}

std::shared_ptr<engine::plan const> plan_for(carefare_plan const* given, engine::input const& rows) {
    return given == nullptr ? rows.of() : object_of<plan_object>(given, handle_kind::plan)->plan;
}

}  // namespace carefare::capi

using namespace carefare;
using namespace carefare::capi;

extern "C" {

carefare_status carefare_engine_open(const char* path, int64_t length, carefare_engine** into) {
    return call([&] {
        needed(into, "engine");
        give(into, handle_kind::engine, std::make_shared<engine::library>(std::vector<std::string>{utf8(text(path, length, "path"), "path")}));
    });
}

carefare_status carefare_engine_free(carefare_engine* of) {
    return call([&] { free_handle(of, handle_kind::engine); });
}

carefare_status carefare_plan_load(carefare_engine* from, const char* name, int64_t length, const carefare_overlay* overlay, carefare_plan** into) {
    return call([&] {
        auto const library = object_of<engine::library>(from, handle_kind::engine);
        needed(into, "plan");
        give(into, handle_kind::plan, std::make_shared<plan_object>(library->load(utf8(text(name, length, "name"), "name"), overlay_of(overlay))));
    });
}

carefare_status carefare_plan_with(const carefare_plan* of, const carefare_overlay* overlay, carefare_plan** into) {
    return call([&] {
        auto const plan = object_of<plan_object>(of, handle_kind::plan);
        needed(into, "other");
        give(into, handle_kind::plan, std::make_shared<plan_object>(plan->plan->with(overlay_of(overlay))));
    });
}

carefare_status carefare_plan_describe(const carefare_plan* of, carefare_text** json) {
    return call([&] {
        auto const plan = object_of<plan_object>(of, handle_kind::plan);
        needed(json, "json");
        give_text(json, described(*plan->plan));
    });
}

carefare_status carefare_plan_table(const carefare_plan* of, const char* name, int64_t length, int32_t* table) {
    return call([&] {
        auto const plan = object_of<plan_object>(of, handle_kind::plan);
        needed(table, "table");
        *table = static_cast<int32_t>(plan->names.table(text(name, length, "name")));
    });
}

carefare_status carefare_plan_field(const carefare_plan* of, int32_t table, const char* name, int64_t length, int32_t* field) {
    return call([&] {
        auto const plan = object_of<plan_object>(of, handle_kind::plan);
        needed(field, "field");
        *field = static_cast<int32_t>(plan->names.field(unsigned_of(table, "table"), text(name, length, "name")).column);
    });
}

carefare_status carefare_plan_free(carefare_plan* of) {
    return call([&] { free_handle(of, handle_kind::plan); });
}

}  // extern "C"
