// Rules: values, versions, decision tables, neighbours, the best row, allocations; and the programme as files.
#include "soak/programme_writer.hpp"

namespace carefare::soak {

namespace {

std::string const start_of_rule = ", cite: a";

}  // namespace

void programme_writer::rule(int table) {
    static std::vector<kind> const kinds{kind::number, kind::number, kind::number, kind::money, kind::boolean, kind::boolean, kind::word, kind::date, kind::text};
    auto& its = tables_[static_cast<std::size_t>(table)];
    auto const in = scope_of(table);
    readable made;
    made.is = random_.of(kinds);
    made.text = new_name("r_");
    auto const name = its.name + "." + made.text;
    auto const head = "  " + name + ": { type: ";
    auto const write = [&](std::string const& type, std::string const& value) { rules_ += head + type + start_of_rule + ", value: " + quoted(value) + " }\n"; };
    auto const type = type_name(made.is);
    auto const how = random_.below(100);
    if (its.is_ordered && how < 30) {
        std::vector<readable> own;
        for (auto const& one : its.own) {
            if (one.is == kind::number || one.is == kind::money || one.is == kind::date) own.push_back(one);
        }
        if (!own.empty()) {
            auto const& of = random_.of(own);
            made.is = of.is;
            bool const adds = of.is != kind::date && random_.chance(50);
            made.optional = !adds;
            auto const what = adds ? random_.any({"sum so far("}) : random_.any({"previous(", "next(", "max so far(", "min so far("});
            write(type_name(made.is) + (made.optional ? " or none" : ""), what + its.name + "." + of.text + ")");
            outputs_.push_back(name);
            its.own.push_back(made);
            return;
        }
    }
    auto const items = below(table);
    if (!items.empty() && how < 38) {
        auto const over = random_.of(items);
        auto const& rows = tables_[static_cast<std::size_t>(over)];
        std::vector<readable> keys;
        for (auto const& one : rows.own) {
            if (one.is != kind::boolean && one.is != kind::days_range && one.is != kind::times_range && !one.text.starts_with("r_")) keys.push_back(one);
        }
        if (!keys.empty() && rows.base < 0) {
            auto const& key = random_.of(keys);
            auto const& read = random_.of(keys);
            made.is = read.is;
            made.optional = true;
            auto const kept = rows.name + (random_.chance(50) ? "[" + filter(in, over, 1) + "]" : "");
            write(type_name(made.is) + " or none", "best(" + kept + ", " + rows.name + "." + key.text + (random_.chance(50) ? " asc, " : " desc, ") + rows.name + ".key asc)." + read.text);
            outputs_.push_back(name);
            its.own.push_back(made);
            return;
        }
    }
    auto const depth = 1 + static_cast<int>(random_.below(3));
    if (how < 55 && !its.is_shared && (made.is == kind::number || made.is == kind::word || made.is == kind::money)) {
        rules_ += "  " + name + ":\n    type: " + type + "\n    cite: a\n" + decision(in, made.is);
    } else if (how < 62 && its.has_at) {
        rules_ += "  " + name + ":\n    type: " + type + "\n    cite: a\n    versions:\n";
        rules_ += "      - { from: 2019-01-01, value: " + quoted(expression(in, made.is, depth - 1)) + ", cite: a }\n";
        if (random_.chance(30)) rules_ += "      - { from: 2020-01-12, value: not known, reason: lost, cite: a }\n";
        rules_ += "      - { from: 2020-02-01" + std::string(random_.chance(30) ? ", known: 2020-02-11" : "") + ", value: " + quoted(expression(in, made.is, depth - 1)) + ", cite: a }\n";
    } else if (how < 75) {
        made.optional = true;
        write(type + " or none", optional(in, made.is, depth));
    } else {
        bool const given = !its.is_made && !its.is_shared;
        auto const value = expression(in, made.is, depth);
        if (given && random_.chance(15) && (made.is == kind::boolean || made.is == kind::word || made.is == kind::date))
            rules_ += head + type + start_of_rule + ", overridable: yes, value: " + quoted(value) + " }\n";
        else
            write(type, value);
    }
    outputs_.push_back(name);
    its.own.push_back(made);
}

std::string programme_writer::decision(scope const& in, kind is) {
    // A number whose range reaches below and above the cells.
    auto n = pick(in, kind::number, false);
    for (int i = 0; i < 20 && !n->small; ++i) n = pick(in, kind::number, false);
    if (!n->small || n->dated || n->text.find(".n") == std::string::npos) {
        for (auto const& one : in.all) {
            if (one.is == kind::number && one.small && !one.optional && one.text.starts_with("family.n")) n = one;
        }
    }
    auto const w = pick(in, kind::word, false);
    auto const b = pick(in, kind::boolean, false);
    auto const first = n->text, second = w->text, third = b->text;
    std::string made, otherwise;
    auto const value = [&] { return expression(in, is, random_.chance(70) ? 0 : 1); };
    auto const row = [&](std::string const& a, std::string const& c, std::string const& d, std::string const& give) {
        made += "      " + a + " | " + c + " | " + d + " | " + give + "\n";
    };
    std::string policy;
    auto const which = random_.below(is == kind::number ? 7 : 3);
    std::string const low = "2", high = random_.any({"3", "4"});
    auto const number_cell = [&] { return random_.any({"< 3", ">= 2", "[1..4)", "-", "> 4, 2", "not(2)"}); };
    auto const word_cell = [&] { return random_.any({"\"red\"", "-", "not(\"red\")", "\"red\", \"blue\""}); };
    auto const truth_cell = [&] { return random_.any({"true", "false", "-", "-"}); };
    switch (which) {
        case 0:
        case 1: {
            policy = which == 0 ? "unique" : "any";
            auto const same = value();
            row("< " + low, "-", "true", value());
            row("< " + low, "\"red\"", "false", value());
            row("< " + low, "not(\"red\")", "false", value());
            row("[" + low + ".." + high + "]", "-", "-", same);
            row("> " + high, "\"green\"", "-", value());
            row("> " + high, "\"red\", \"blue\"", "-", same);
            if (which == 1) row(">= " + low, "\"red\", \"blue\"", "-", same);
            break;
        }
        case 2:
            policy = "first";
            row("< " + low, word_cell(), "true", value());
            row("[" + low + ".." + high + ")", "\"red\"", "-", value());
            row(">= " + high, "not(\"blue\")", "false", value());
            row("-", "-", "-", value());
            break;
        default:
            policy = random_.any({"collect sum", "collect count", "collect min", "collect max"});
            for (std::size_t i = 0; i < 2 + random_.below(3); ++i) row(number_cell(), word_cell(), truth_cell(), policy == "collect count" ? "1" : value());
            otherwise = "    otherwise: '" + literal(is) + "'\n";
            if (policy == "collect sum" || policy == "collect count") otherwise.clear();
            break;
    }
    return "    hit_policy: " + policy + "\n    table: |\n      " + first + " | " + second + " | " + third + " | -> x\n" + made + otherwise;
}

void programme_writer::allocation(int table) {
    auto& its = tables_[static_cast<std::size_t>(table)];
    auto const in = scope_of(table);
    readable made;
    made.text = new_name("g_");
    bool const shares = random_.chance(30);
    made.is = shares ? kind::money : kind::number;
    auto const name = its.name + "." + made.text;
    auto const ask = "max(" + literal(made.is) + ", " + (pick(in, made.is, false) ? pick(in, made.is, false)->text : literal(made.is)) + ")";
    rules_ += "  " + name + ":\n    type: " + type_name(made.is) + "\n    cite: a\n    allocate:\n      ask: " + quoted(ask) + "\n";
    std::string order = "[";
    for (auto const& one : its.own) {
        if (one.is == kind::boolean || one.is == kind::days_range || one.is == kind::times_range || one.optional || !random_.chance(25)) continue;
        order += its.name + "." + one.text + (random_.chance(50) ? " asc, " : " desc, ");
        break;
    }
    rules_ += "      order: " + order + its.name + ".key " + (random_.chance(70) ? "asc" : "desc") + "]\n";
    if (shares) rules_ += "      split: in proportion\n";
    if (!shares && random_.chance(40)) rules_ += "      whole: yes\n";
    if (random_.chance(40)) rules_ += "      pending: skip\n";
    if (!shares) rules_ += std::string("      when_full: ") + (random_.chance(50) ? "skip" : "stop") + "\n";
    rules_ += "      limits:\n";
    std::vector<std::string> within{"family"};
    for (auto at = its.owner; at > 0; at = tables_[static_cast<std::size_t>(at)].owner) within.push_back(tables_[static_cast<std::size_t>(at)].name);
    if (its.group >= 0) within.push_back(tables_[static_cast<std::size_t>(its.group)].name);
    random_.shuffle(within);
    if (shares) within.resize(1);
    std::size_t number = 0;
    for (auto const& one : within) {
        if (number > 0 && random_.chance(40)) continue;
        auto const up_to = made.is == kind::money ? (random_.chance(50) ? std::string("$40") : expression(in, kind::money, 0))
                                                  : (random_.chance(60) ? random_.any({"3", "6", "8"}) : expression(in, kind::number, 0));
        rules_ += "        - { within: " + one + ", up_to: " + quoted("max(" + literal(made.is) + ", " + up_to + ")");
        auto const counted = pick(in, kind::boolean, false);
        if (counted && random_.chance(40)) rules_ += ", counts: " + quoted(counted->text);
        if (random_.chance(25)) rules_ += std::string(", used_before: ") + (made.is == kind::money ? "$1" : "1");
        rules_ += ", name: limit " + std::to_string(++number) + " }\n";
    }
    outputs_.push_back(name);
    its.own.push_back(made);
    for (auto const* part : {"unmet", "before", "left", "place", "bound_by"}) {
        if (!random_.chance(40)) continue;
        readable of = made;
        of.text = new_name("r_");
        of.optional = true;
        if (std::string(part) == "place") of.is = kind::number;
        if (std::string(part) == "bound_by") of.is = kind::text;
        rules_ += "  " + its.name + "." + of.text + ": { type: " + type_name(of.is) + " or none, cite: a, value: " + name + "." + part + " }\n";
        outputs_.push_back(its.name + "." + of.text);
        its.own.push_back(of);
    }
}

file_texts programme_writer::write() {
    values();
    given_tables();
    made_tables();
    auto const count = 5 + random_.below(9);
    for (std::size_t i = 0; i < count; ++i) {
        auto const table = static_cast<int>(random_.below(tables_.size()));
        bool const may_allocate = tables_[static_cast<std::size_t>(table)].owner >= 0 && tables_[static_cast<std::size_t>(table)].name != "week";
        if (may_allocate && random_.chance(18))
            allocation(table);
        else
            rule(table);
    }
    auto& text = files_["programme.yaml"];
    text = "# Made up from the seed " + std::to_string(seed_) + ".\nprogramme: soak/p" + std::to_string(seed_) + "\ntitle: Made up\npartition: family\ntypes:\n  colour: [red, green, blue]\n";
    text += "entities:\n" + entities_ + "facts:\n" + facts_;
    if (!options_.empty()) text += "options:\n" + options_;
    if (!readings_.empty()) text += "readings:\n" + readings_;
    if (!parameters_.empty()) text += "parameters:\n" + parameters_;
    text += rates_ + "rules:\n" + rules_ + "outputs: [" + random_.of(outputs_) + "]\n";
    return files_;
}

file_texts random_programme(std::uint64_t seed) {
    return programme_writer(seed).write();
}

}  // namespace carefare::soak
