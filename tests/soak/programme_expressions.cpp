// Expressions of a type over what a row can read.
#include "soak/programme_writer.hpp"

namespace carefare::soak {

/// The row itself, its owners, its links and its group.
programme_writer::scope programme_writer::scope_of(int table) const {
    scope made;
    made.table = table;
    auto const& self = tables_[static_cast<std::size_t>(table)];
    auto const add = [&](std::string const& prefix, table_sketch const& from, bool shared = false) {
        for (auto one : from.own) {
            one.text = prefix + "." + one.text;
            if (shared) one.small = one.small && true;
            made.all.push_back(std::move(one));
        }
    };
    for (auto at = table; at >= 0; at = tables_[static_cast<std::size_t>(at)].owner) {
        auto const& from = tables_[static_cast<std::size_t>(at)];
        add(from.name, from);
        for (auto const& [name, to] : from.links) add(name, tables_[static_cast<std::size_t>(to)], true);
    }
    if (self.group >= 0) add(tables_[static_cast<std::size_t>(self.group)].name, tables_[static_cast<std::size_t>(self.group)]);
    if (self.has_at) made.all.insert(made.all.end(), dated_.begin(), dated_.end());
    made.all.insert(made.all.end(), flat_.begin(), flat_.end());
    return made;
}

/// As the filter of an aggregate reads: names of the item stand alone, or behind a variable.
programme_writer::scope programme_writer::inside(scope const& outer, int items, std::string const& variable) const {
    auto made = outer;
    made.runs_over_rows = true;
    std::vector<readable> own;
    for (auto one : tables_[static_cast<std::size_t>(items)].own) {
        if (!variable.empty()) one.text = variable + "." + one.text;
        own.push_back(one);
        own.push_back(one);  // more often than what does not depend on the item
    }
    made.all.insert(made.all.end(), own.begin(), own.end());
    return made;
}

std::optional<readable> programme_writer::pick(scope const& in, kind is, bool optional) {
    std::vector<readable> fitting;
    for (auto const& one : in.all) {
        if (one.is == is && (optional || !one.optional)) fitting.push_back(one);
    }
    if (fitting.empty()) return std::nullopt;
    return random_.of(fitting);
}

std::string programme_writer::literal(kind is) {
    switch (is) {
        case kind::number: return random_.any({"0", "1", "2", "3", "0.5", "7", "2.25"});
        case kind::days:
        case kind::minutes: return random_.any({"0", "1", "7", "30"});
        case kind::money: return random_.any({"$0", "$1", "$12.50", "$100"});
        case kind::boolean: return random_.any({"true", "false"});
        case kind::word: return random_.any({"\"red\"", "\"green\"", "\"blue\""});
        case kind::date: return random_.any({"@\"2020-01-15\"", "@\"2019-12-31\"", "@\"2020-02-29\""});
        case kind::text: return random_.any({"\"\"", "\"a\"", "\"b\"", "\"a b\"", "\"z\""});
        case kind::days_range: return "[@\"2020-01-01\"..@\"2020-01-31\"]";
        case kind::times_range: return "";
    }
    return "";
}

std::string programme_writer::expression(scope const& in, kind is, int depth) {
    auto const atom = pick(in, is, false);
    if (depth <= 0) return atom && !random_.chance(15) ? atom->text : literal(is);
    auto const how = random_.below(100);
    if (how < 12) {
        // What may be none needs an otherwise.
        return "(" + optional(in, is, depth - 1) + " otherwise " + expression(in, is, depth - 1) + ")";
    }
    if (how < 22) return "(if " + boolean(in, depth - 1) + " then " + expression(in, is, depth - 1) + " else " + expression(in, is, depth - 1) + ")";
    if (how < 32 && atom) return atom->text;
    switch (is) {
        case kind::number: return number(in, depth);
        case kind::money: return money(in, depth);
        case kind::boolean: return boolean(in, depth);
        case kind::word: return word(in, depth);
        case kind::date: return day(in, depth);
        case kind::text: return text(in, depth);
        default: return atom ? atom->text : literal(is);
    }
}

/// One that may be none; where there is none to read, a choice of none.
std::string programme_writer::optional(scope const& in, kind is, int depth) {
    std::vector<readable> fitting;
    for (auto const& one : in.all) {
        if (one.is == is && one.optional) fitting.push_back(one);
    }
    auto const items = below(in.table);
    if (!items.empty() && !in.runs_over_rows && random_.chance(35)) {
        auto const made = aggregate(in, is, depth, true);
        if (made.starts_with("min(") || made.starts_with("max(")) return made;
    }
    if (has_rates_ && is == kind::number && tables_[static_cast<std::size_t>(in.table)].has_at && random_.chance(40))
        return "price[colour: " + word(in, 1) + ", size: " + (random_.chance(70) ? "max(0, min(3, floor(" + expression(in, kind::number, 0) + ")))" : "2") + "]";
    if (!fitting.empty() && !random_.chance(10)) return random_.of(fitting).text;
    return "(if " + boolean(in, depth - 1) + " then none else " + expression(in, is, depth - 1) + ")";
}

std::string programme_writer::number(scope const& in, int depth) {
    auto const a = [&] { return expression(in, kind::number, depth - 1); };
    std::optional<readable> divisor;
    for (int i = 0; i < 4 && !divisor; ++i) {
        auto const found = pick(in, kind::number, false);
        if (found && found->positive) divisor = found;
    }
    auto const small = pick(in, kind::number, false);
    auto const mode = random_.any({"round half up", "round half even", "round half down", "round up", "round down"});
    switch (random_.below(12)) {
        case 0: return "(" + a() + " + " + a() + ")";
        case 1: return "(" + a() + " - " + a() + ")";
        case 2: return "min(" + a() + ", " + a() + ")";
        case 3: return "max(" + a() + ", " + a() + (random_.chance(30) ? ", " + a() : "") + ")";
        case 4: return small && small->small ? "(" + small->text + " * " + random_.any({"2", "-1", "0.5", "3"}) + ")" : "abs(" + a() + ")";
        case 5: return random_.any({"floor(", "ceiling("}) + a() + ")";
        case 6:
            if (divisor) return mode + "(" + expression(in, kind::number, 0) + " / " + divisor->text + ", " + random_.any({"0", "1", "2"}) + ")";
            return mode + "(" + a() + " / " + random_.any({"3", "7", "4", "52"}) + ", " + random_.any({"0", "1", "2"}) + ")";
        case 7: return "modulo(floor(" + expression(in, kind::number, 0) + "), " + random_.any({"2", "3", "7"}) + ")";
        case 8:
            if (!in.runs_over_rows && !below(in.table).empty()) return aggregate(in, kind::number, depth);
            return "(" + a() + " + 1)";
        case 9: {
            auto const times = pick(in, kind::times_range, false);
            if (times && random_.chance(60)) return "(if " + (random_.chance(50) ? "length(" + times->text : "clock overlap(" + times->text + ", \"18:00\", \"06:00\"") + ") > 90 then 1 else " + a() + ")";
            return "weekday(" + day(in, depth - 1) + ")";
        }
        case 10: return "(" + day(in, depth - 1) + ")" + random_.any({".day", ".month", ".year"});
        default: return "-(" + a() + ")";
    }
}

std::string programme_writer::money(scope const& in, int depth) {
    auto const a = [&] { return expression(in, kind::money, depth - 1); };
    auto const factor = pick(in, kind::number, false);
    switch (random_.below(7)) {
        case 0: return "(" + a() + " + " + a() + ")";
        case 1: return "max($0, " + a() + " - " + a() + ")";
        case 2: return "min(" + a() + ", " + a() + ")";
        case 3: return "round half up(" + expression(in, kind::money, 0) + " * " + (factor && factor->small ? factor->text : "0.75") + ", 2)";
        case 4: return "round half even(" + a() + " / " + random_.any({"3", "7", "52"}) + ", 2)";
        case 5:
            if (!in.runs_over_rows && !below(in.table).empty()) return aggregate(in, kind::money, depth);
            return "(" + a() + " * 2)";
        default: return "abs(" + a() + ")";
    }
}

std::string programme_writer::boolean(scope const& in, int depth) {
    auto const atom = pick(in, kind::boolean, false);
    if (depth <= 0 && atom && random_.chance(60)) return atom->text;
    static std::vector<std::string> const signs{" < ", " <= ", " > ", " >= ", " = ", " != "};
    auto const sub = [&](kind is) { return expression(in, is, depth - 1); };
    std::vector<readable> absent;
    for (auto const& one : in.all) {
        if (one.optional && one.is != kind::days_range && one.is != kind::times_range) absent.push_back(one);
    }
    switch (random_.below(depth <= 0 ? 5 : 12)) {
        case 0: return "(" + sub(kind::number) + random_.of(signs) + sub(kind::number) + ")";
        case 1: return "(" + sub(kind::word) + (random_.chance(60) ? " = " : " != ") + literal(kind::word) + ")";
        case 2: return "(" + sub(kind::date) + random_.of(signs) + sub(kind::date) + ")";
        case 3: return "(" + sub(kind::money) + random_.of(signs) + sub(kind::money) + ")";
        case 4: return "(" + sub(kind::text) + (random_.chance(60) ? " = " : " != ") + sub(kind::text) + ")";
        case 5:
        case 6: return "(" + sub(kind::boolean) + " and " + sub(kind::boolean) + ")";
        case 7:
        case 8: return "(" + sub(kind::boolean) + " or " + sub(kind::boolean) + ")";
        case 9: return "not(" + sub(kind::boolean) + ")";
        case 10:
            if (!absent.empty()) return "(" + random_.of(absent).text + (random_.chance(50) ? " = none)" : " != none)");
            return "(" + sub(kind::number) + " in [" + random_.any({"0", "1"}) + ".." + random_.any({"3)", "5]", "7)"}) + ")";
        default: {
            auto const range = pick(in, kind::days_range, false);
            if (range && random_.chance(40)) return "(" + sub(kind::date) + " in " + range->text + ")";
            auto const items = below(in.table);
            if (in.runs_over_rows || items.empty()) return "(" + sub(kind::number) + " between 0 and " + sub(kind::number) + ")";
            auto const over = random_.of(items);
            auto const its = inside(in, over, "x");
            return std::string(random_.chance(50) ? "(some" : "(every") + " x in " + tables_[static_cast<std::size_t>(over)].name + " satisfies " + boolean(its, depth - 1) + ")";
        }
    }
}

std::string programme_writer::word(scope const& in, int depth) {
    auto const atom = pick(in, kind::word, false);
    if (atom && random_.chance(60)) return atom->text;
    if (depth <= 0) return literal(kind::word);
    return "(if " + boolean(in, depth - 1) + " then " + word(in, depth - 1) + " else " + word(in, depth - 1) + ")";
}

std::string programme_writer::day(scope const& in, int depth) {
    auto const atom = pick(in, kind::date, false);
    auto const base = atom ? atom->text : literal(kind::date);
    if (depth <= 0) return base;
    switch (random_.below(8)) {
        case 0: return "(" + base + " + @\"P10D\")";
        case 1: return "add months(" + base + ", " + random_.any({"1", "3", "-1"}) + ", " + random_.any({"\"clamp\"", "\"carry\""}) + ")";
        case 2: return "week start(" + base + ", " + random_.any({"\"Monday\"", "\"Sunday\""}) + ")";
        case 3: return random_.any({"month start(", "month end("}) + base + ")";
        case 4: return "date(" + base + ".year, " + base + ".month, " + random_.any({"1", "28", "29", "31"}) + ")";
        default: return base;
    }
}

std::string programme_writer::text(scope const& in, int depth) {
    auto const atom = pick(in, kind::text, false);
    if (atom && random_.chance(60)) return atom->text;
    if (depth <= 0 || in.runs_over_rows) return literal(kind::text);
    auto const& self = tables_[static_cast<std::size_t>(in.table)];
    if (random_.chance(50)) return self.name + ".key";
    return "(if " + boolean(in, depth - 1) + " then " + text(in, depth - 1) + " else " + literal(kind::text) + ")";
}

/// The condition of a filter, or of rows that are made (no items).
std::string programme_writer::filter(scope const& in, int items, int depth) {
    auto const its = items < 0 ? in : inside(in, items, "");
    return boolean(its, depth);
}

/// A least or greatest is none of no rows.
std::string programme_writer::aggregate(scope const& in, kind is, int depth, bool may_be_none) {
    auto const over = random_.of(below(in.table));
    auto const& items = tables_[static_cast<std::size_t>(over)];
    auto const kept = items.name + (random_.chance(55) ? "[" + filter(in, over, depth - 2) + "]" : "");
    std::vector<readable> fitting;
    for (auto const& one : items.own) {
        if (one.is == is) fitting.push_back(one);
    }
    bool const adds = is == kind::number || is == kind::money || is == kind::days || is == kind::minutes;
    bool const counts = is == kind::number && (fitting.empty() || random_.chance(30));
    if (counts) return "count(" + kept + ")";
    if (fitting.empty()) return literal(is);
    auto const body = kept + "." + random_.of(fitting).text;
    if (adds && random_.chance(60)) return "sum(" + body + ")";
    if (is == kind::boolean || is == kind::word || is == kind::text || is == kind::days_range || is == kind::times_range) return literal(is);
    auto const extreme = random_.any({"min(", "max("}) + body + ")";
    return may_be_none ? extreme : "(" + extreme + " otherwise " + literal(is) + ")";
}

}  // namespace carefare::soak
