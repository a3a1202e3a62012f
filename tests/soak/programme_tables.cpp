// Tables that are given and made, their facts, and the values that change over time.
#include "soak/programme_writer.hpp"

namespace carefare::soak {

std::string type_name(kind is) {
    switch (is) {
        case kind::number: return "number";
        case kind::days: return "days";
        case kind::minutes: return "minutes";
        case kind::money: return "money";
        case kind::boolean: return "boolean";
        case kind::word: return "colour";
        case kind::date: return "date";
        case kind::text: return "text";
        case kind::days_range: return "range of date";
        case kind::times_range: return "range of date and time";
    }
    return "";
}

std::string quoted(std::string const& text) {
    return "'" + text + "'";
}

readable programme_writer::fact(kind is, std::string const& table) {
    static std::vector<std::string> const ranges{
        "range: \"[0..9]\", step: 1", "range: \"[1..12]\", step: 1", "range: \"[-5..5]\", step: 0.25", "range: \"[-1000..1000]\", step: 0.01",
        "range: \"[0.5..7]\", step: 0.1", "range: \"[0..100]\", step: 0.5", "range: \"[0..400000000000000000]\", step: 1"};
    readable made;
    made.is = is;
    made.text = new_name(std::string(1, type_name(is).front()));
    made.optional = is != kind::boolean ? random_.chance(20) : random_.chance(8);
    std::string rest;
    if (is == kind::number) {
        auto const which = random_.below(random_.chance(10) ? 7 : 6);
        made.positive = (which == 1 || which == 4) && !made.optional;
        made.small = which < 6;
        rest = ", " + ranges[which];
    }
    if (is == kind::money) rest = random_.chance(50) ? ", range: \"[$0..$500]\"" : ", range: \"[-$100..$1000]\"";
    if (made.optional && random_.chance(50))
        rest += ", absent: none";
    else if (is == kind::boolean && !made.optional && random_.chance(20))
        rest += ", absent: no";
    facts_ += "  " + table + "." + made.text + ": { type: " + type_name(is) + (made.optional ? " or none" : "") + rest + ", ask: a, cite: a }\n";
    return made;
}

int programme_writer::add(table_sketch made, std::string const& rest) {
    entities_ += "  " + made.name + ": { rows: all_" + made.name;
    if (made.owner >= 0) entities_ += ", of: " + tables_[static_cast<std::size_t>(made.owner)].name;
    entities_ += rest + " }\n";
    tables_.push_back(std::move(made));
    return static_cast<int>(tables_.size()) - 1;
}

void programme_writer::given_tables() {
    static std::vector<kind> const kinds{kind::number, kind::number, kind::number, kind::money, kind::boolean, kind::boolean, kind::word,
                                         kind::word,   kind::date,   kind::text,   kind::days_range};
    auto const fill = [&](table_sketch& made, std::size_t most) {
        auto const count = 2 + random_.below(most);
        for (std::size_t i = 0; i < count; ++i) made.own.push_back(fact(random_.of(kinds), made.name));
    };
    auto const named = [&](table_sketch& made, std::string const& name, kind is, std::string const& rest = "") {
        readable one;
        one.text = name;
        one.is = is;
        facts_ += "  " + made.name + "." + name + ": { type: " + type_name(is) + rest + ", ask: a, cite: a }\n";
        made.own.push_back(one);
    };
    has_days_ = random_.chance(60);
    table_sketch family;
    family.name = "family";
    family.has_at = true;
    named(family, "on", kind::date);
    bool const complete = random_.chance(40);
    if (complete) named(family, "complete", kind::boolean, random_.chance(50) ? ", absent: yes" : "");
    // Whatever else there is, a table of decisions has its inputs.
    for (auto const is : {kind::number, kind::word, kind::boolean}) {
        while (family.own.back().is != is || family.own.back().optional || (is == kind::number && !family.own.back().small)) family.own.push_back(fact(is, family.name));
    }
    fill(family, 3);
    add(family, ", at: family.on");

    bool const shops = random_.chance(60);
    int shop_row = -1;
    if (shops) {
        table_sketch shop;
        shop.name = "shop";
        shop.is_shared = true;
        fill(shop, 3);
        shop_row = add(shop, "");
    }
    table_sketch member;
    member.name = "member";
    member.owner = 0;
    std::string rest = ", at_most: 4";
    if (complete) rest += ", complete_by: family.complete";
    member.has_at = random_.chance(60);
    if (member.has_at) {
        named(member, "since", kind::date);
        rest += ", at: member.since";
    }
    named(member, "days", kind::days_range, random_.chance(30) ? " or none, absent: none" : "");
    member.own.back().optional = facts_.ends_with("none, absent: none, ask: a, cite: a }\n");
    fill(member, 5);
    if (shops && random_.chance(60)) {
        member.links.emplace_back("friend", shop_row);
        rest += ", to: { friend: shop }";
    }
    if (random_.chance(50)) {
        member.is_ordered = true;
        for (auto const& one : member.own) {
            if (one.is != kind::days_range && one.is != kind::boolean && !one.optional) {
                rest += ", order: [member." + one.text + (random_.chance(50) ? " asc" : " desc") + ", member.key asc]";
                break;
            }
        }
        member.is_ordered = rest.ends_with("]");
    }
    auto const member_row = add(member, rest);

    table_sketch claim;
    claim.name = "claim";
    claim.owner = random_.chance(70) ? member_row : 0;
    claim.has_at = claim.in_window = random_.chance(70);
    rest = ", at_most: 5";
    named(claim, "happened", kind::date);
    if (claim.has_at) rest += ", dated_by: happened, at: claim.happened";
    if (random_.chance(25)) {
        facts_ += "  claim.recorded: { type: date, ask: a, cite: a }\n  claim.void: { type: boolean, absent: no, ask: a, cite: a }\n";
        rest += ", versions: { by: recorded, void: void }";
    }
    fill(claim, 6);
    if (has_days_ && claim.owner == member_row && random_.chance(50)) {
        rest += ", to: { day: claim.happened }";
        claim.linked = "day";
    }
    add(claim, rest);
}

namespace {

readable field(std::string const& name, kind is) {
    readable made;
    made.text = name;
    made.is = is;
    made.small = is == kind::number;
    return made;
}

}  // namespace

int programme_writer::add_made(table_sketch made, std::string const& rest) {
    made.is_made = true;
    return add(std::move(made), rest);
}

void programme_writer::days_and_weeks(int member) {
    table_sketch day;
    day.name = "day";
    day.owner = member;
    day.has_at = day.is_ordered = true;
    day.own.push_back(field("date", kind::date));
    std::string rest = ", each: { date: member.days }";
    if (random_.chance(35)) rest += ", where: " + quoted(random_.chance(50) ? "weekday(day.date) < 6" : filter(scope_of(member), -1, 1));
    rest += ", at: day.date, at_most: 40, order: [day.date asc]";
    auto const days = static_cast<int>(tables_.size());
    if (random_.chance(60)) {
        day.group = days + 1;
        add_made(day, rest);
        table_sketch week;
        week.name = "week";
        week.owner = random_.chance(75) ? member : 0;
        week.source = days;
        bool const monthly = random_.chance(40);
        bool const partial = random_.chance(35);
        week.has_at = true;
        week.own.push_back(field("start", kind::date));
        if (partial) week.own.push_back(field("began_before", kind::boolean));
        add_made(week, std::string(", group: day, by: { start: ") + (monthly ? "month start(day.date)" : "'week start(day.date, \"Monday\")'") + " }" +
                           (partial ? ", partial: yes" : "") + ", at: week.start, at_most: 60");
    } else {
        add_made(day, rest);
    }
}

/// Ranges that are joined, and every row of a family beside every other.
void programme_writer::stays(int member, int claim) {
    auto& owner = tables_[static_cast<std::size_t>(claim)];
    facts_ += "  claim.times: { type: range of date and time, ask: a, cite: a }\n";
    owner.own.push_back(field("times", kind::times_range));
    if (random_.chance(60)) {
        table_sketch stay;
        stay.name = "stay";
        stay.owner = owner.owner;
        stay.is_ordered = true;
        stay.own = {field("parts", kind::number)};
        std::string rest = ", merge: claim, range: claim.times, gap: " + random_.any({"0", "60", "600"}) + " minutes, at_most: 30, order: [stay.from asc]";
        if (has_days_ && owner.owner == member && random_.chance(60)) {
            rest += ", to: { day: date(stay.from) }";
            stay.linked = "day";
        }
        add_made(stay, rest);
        readable length = field("length", kind::minutes);
        rules_ += "  stay.length: { type: minutes, cite: a, value: 'length([stay.from..stay.to))' }\n";
        outputs_.push_back("stay.length");
        tables_.back().own.push_back(length);
    }
}

void programme_writer::made_tables() {
    int const member = tables_[1].name == "member" ? 1 : 2, claim = member + 1;
    if (has_days_) days_and_weeks(member);
    if (random_.chance(45)) {
        table_sketch team;
        team.name = "team";
        team.owner = 0;
        team.source = claim;
        std::string by;
        for (auto const& one : tables_[static_cast<std::size_t>(claim)].own) {
            bool const may = one.is == kind::word || one.is == kind::boolean || one.is == kind::text || (one.is == kind::number && one.small) || one.is == kind::date;
            if (!may || !by.empty()) continue;
            if (random_.chance(60)) {
                team.own.push_back(field("by_" + one.text, one.is));
                team.own.back().optional = one.optional;
                by = "by_" + one.text + ": claim." + one.text;
            }
        }
        if (!by.empty()) {
            tables_[static_cast<std::size_t>(claim)].group = static_cast<int>(tables_.size());
            add_made(team, ", group: claim, by: { " + by + " }, at_most: 30");
        }
    }
    if (random_.chance(30)) {
        table_sketch part;
        part.name = "part";
        part.owner = random_.chance(50) ? member : 0;
        part.own.push_back(field("n", kind::number));
        part.is_ordered = true;
        std::string rest = ", each: { n: \"[1..4]\" }";
        if (random_.chance(40)) rest += ", where: " + quoted("part.n != 2");
        add_made(part, rest + ", at_most: 4, order: [part.n desc]");
    }
    if (random_.chance(30)) {
        table_sketch shade;
        shade.name = "shade";
        shade.owner = random_.chance(50) ? member : 0;
        shade.own.push_back(field("word", kind::word));
        add_made(shade, ", each: { word: colour }, at_most: 3");
    }
    if (random_.chance(35)) stays(member, claim);
    if (random_.chance(25)) {
        table_sketch pair;
        pair.name = "pair";
        pair.owner = member;
        pair.links.emplace_back("pair.other", member);
        add_made(pair, std::string(", each: { other: member.family.member }") + (random_.chance(60) ? ", where: pair.other.key != member.key" : "") + ", at_most: 6");
    }
    if (random_.chance(30)) {
        table_sketch child;
        child.name = "child";
        child.owner = 0;
        child.base = member;
        auto const in = scope_of(member);
        add_made(child, ", subset: member, where: " + quoted(filter(in, -1, 2)));
        tables_.back().own = tables_[static_cast<std::size_t>(member)].own;
    }
}

/// The rows that a row owns, however deep; of a group, those it is made of.
bool programme_writer::is_below(int table, int owner) const {
    for (auto at = table; at >= 0; at = tables_[static_cast<std::size_t>(at)].owner) {
        if (at != table && at == owner) return true;
    }
    return false;
}

std::vector<int> programme_writer::below(int table) const {
    std::vector<int> found;
    if (table < 0) return found;
    auto const source = tables_[static_cast<std::size_t>(table)].source;
    if (source >= 0) found.push_back(source);
    for (int other = 0; other < static_cast<int>(tables_.size()); ++other) {
        bool const linked = tables_[static_cast<std::size_t>(other)].linked == tables_[static_cast<std::size_t>(table)].name;
        if (is_below(other, table) || linked) found.push_back(other);
    }
    return found;
}

void programme_writer::values() {
    auto const entries = [&](auto const& value) {
        std::string made;
        int month = 11;
        auto const count = 1 + random_.below(4);
        for (std::size_t i = 0; i < count; ++i) {
            if (!made.empty()) made += ", ";
            static std::vector<std::string> const days{"2019-10-05", "2019-11-20", "2019-12-10", "2020-01-02", "2020-01-17", "2020-02-03", "2020-02-20", "2020-03-01"};
            auto const at = 2 * i + random_.below(2);
            made += "{ from: " + days[at] + ", ";
            if (random_.chance(15) && i > 0)
                made += "value: not known, reason: lost }";
            else
                made += "value: " + value() + " }";
        }
        static_cast<void>(month);
        return made;
    };
    auto const put = [&](std::string const& name, kind is, bool dated, bool positive = false) {
        readable made;
        made.text = name;
        made.is = is;
        made.small = is == kind::number;
        made.positive = positive;
        made.dated = dated;
        (dated ? dated_ : flat_).push_back(made);
    };
    if (random_.chance(70)) {
        parameters_ += "  rate: { type: number, range: \"[0..10]\", step: 0.01, cite: a, values: [ " + entries([&] { return random_.any({"1.25", "2.5", "3", "7", "0"}); }) + " ] }\n";
        put("rate", kind::number, true);
    }
    if (random_.chance(50)) {
        parameters_ += "  cap: { type: money, range: \"[$0..$90]\", cite: a, values: [ " + entries([&] { return random_.any({"$1.25", "$20", "$3", "$70"}); }) + " ] }\n";
        put("cap", kind::money, true);
    }
    if (random_.chance(50)) {
        parameters_ += "  weeks: { type: number, range: \"[52..52]\", step: 1, divisor: yes, cite: a, constant: 52 }\n";
        put("weeks", kind::number, false, true);
    }
    if (random_.chance(70)) {
        options_ += "  most: { type: number, ask: a, cite: a, carrier: \"[0..12]\", step: 1 }\n";
        put("option.most", kind::number, true);
    }
    if (random_.chance(50)) {
        options_ += "  shade_of: { type: colour, ask: a, cite: a }\n";
        put("option.shade_of", kind::word, true);
    }
    if (random_.chance(40)) {
        options_ += "  wanted: { type: boolean, ask: a, cite: a }\n";
        put("option.wanted", kind::boolean, true);
    }
    if (random_.chance(40)) {
        readings_ += "  least: { type: number, range: \"[0..5]\", step: 1, reason: a, fact: R-001, values: [ " + entries([&] { return random_.any({"1", "2", "4"}); }) + " ] }\n";
        put("reading.least", kind::number, true);
    }
    if (random_.chance(40)) {
        readings_ += "  mode: { type: rounding_mode, value: half up, reason: a, fact: R-001 }\n";
    }
    if (random_.chance(40)) rate_table();
}

void programme_writer::rate_table() {
    has_rates_ = true;
    std::string csv = "colour,size,value\n";
    for (auto const* colour : {"red", "green", "blue"}) {
        for (int size = 0; size < 4; ++size) csv += std::string(colour) + "," + std::to_string(size) + "," + random_.any({"1", "2.25", "7", "12.5", "none"}) + "\n";
    }
    files_["tables/price.csv"] = csv;
    rates_ = "tables:\n  price:\n    type: number or none\n    cite: a\n    range: \"[0..100]\"\n    step: 0.25\n    keys: { colour: colour, size: number }\n    entries:\n";
    rates_ += "      - { from: 2019-01-01, file: tables/price.csv, column: value, cite: a, keys: { colour: [red, green, blue], size: \"[0..3]\" } }\n";
    if (random_.chance(50)) rates_ += "      - { from: 2020-02-01, value: not known, reason: gone, cite: a }\n";
}

}  // namespace carefare::soak
