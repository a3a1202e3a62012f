// Random rows for the tables of any programme: by the types, ranges and steps of its facts.
#include "differential/random_data.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace carefare::differential {

namespace {

using checked::constant_value;
using checked::scalar_value;

/// splitmix64: small, and alike on every platform.
class generator {
public:
    explicit generator(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        auto z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }
    std::int64_t from_to(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool chance(unsigned per_mille) {
        return next() % 1000 < per_mille;
    }

private:
    std::uint64_t state_;
};

// Most days lie in a few months, with the ends of February of a leap year and of a year among them.
constexpr std::int64_t first_day = 18230, last_day = 18330;  // 2019-11-30 .. 2020-03-08

class drawing {
public:
    drawing(checked::rule_graph const& graph, std::uint64_t seed) : graph_(graph), random_(seed) {}

    drawn_data draw(std::size_t partitions) {
        out_.data.tables.resize(graph_.entities.size());
        missing_ = random_.chance(300) ? 0 : random_.chance(500) ? 20 : 100;
        wild_ = random_.chance(300);
        for (checked::entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (graph_.entities[e].made.kind == checked::maker_kind::host) rows(e, partitions);
        }
        for (checked::entity_id e = 0; e < graph_.entities.size(); ++e)
            links(e);
        windows();
        slots();
        if (random_.chance(400)) out_.settings.known_on = date{static_cast<std::int32_t>(day())};
        reference::check_dataset(out_.data, graph_);
        return std::move(out_);
    }

private:
    std::int64_t day() {
        return random_.chance(20) ? random_.from_to(first_day - 800, last_day + 800) : random_.from_to(first_day, last_day);
    }

    void rows(checked::entity_id e, std::size_t partitions) {
        auto const& entity = graph_.entities[e];
        std::size_t number = 0;
        if (entity.owner == checked::no_id) {
            auto const size = entity.partition ? partitions : 4;
            for (std::size_t i = 0; i < size; ++i)
                row(e, entity.name + std::to_string(++number), {});
            return;
        }
        for (std::size_t o = 0; o < out_.data.tables[entity.owner].size(); ++o) {
            auto const owner = out_.data.tables[entity.owner][o].key;
            auto size = random_.from_to(0, 5);
            if (entity.at_most) size = std::min<std::int64_t>(size, *entity.at_most + (random_.chance(5) ? 1 : 0));
            for (std::int64_t i = 0; i < size; ++i) {
                // Keys do not come in order.
                auto const key = std::string(1, static_cast<char>('a' + random_.from_to(0, 25))) + std::to_string(++number);
                row(e, key, random_.chance(3) ? "nobody" : owner);
                while (entity.versions && random_.chance(350))
                    row(e, key, owner);
            }
        }
    }

    void row(checked::entity_id e, std::string key, std::string owner) {
        reference::row made;
        made.key = std::move(key);
        made.owner_key = std::move(owner);
        for (checked::fact_id f = 0; f < graph_.facts.size(); ++f) {
            if (graph_.facts[f].owner == e) fact(f, made);
        }
        for (checked::rule_id r = 0; r < graph_.rules.size(); ++r) {
            auto const& rule = graph_.rules[r];
            if (rule.owner != e || !rule.overridable || !random_.chance(150)) continue;
            auto const value = draw(rule.type_of, rule.range, rule.step);
            if (auto const* one = std::get_if<scalar_value>(&value)) made.overrides[r] = {*one, "a reason", "somebody", date{static_cast<std::int32_t>(day())}};
        }
        out_.data.tables[e].push_back(std::move(made));
    }

    void fact(checked::fact_id f, reference::row& into) {
        auto const& declared = graph_.facts[f];
        auto const& versions = graph_.entities[declared.owner].versions;
        if (random_.chance(versions && versions->by == f ? 2 : missing_)) return;
        if (declared.type_of.optional && random_.chance(150)) {
            into.facts[f] = scalar_value(checked::none_value{});
            return;
        }
        into.facts[f] = draw(declared.type_of, declared.range, declared.step);
        if (declared.type_of.kind == checked::scalar::number && random_.chance(2)) into.facts[f] = scalar_value(std::get<rational>(*declared.range->high) + 1);
    }

    /// A number of the range in its steps: an end, near an end or near zero more often than anywhere.
    rational number(checked::interval const& range, rational const& step) {
        auto const low = std::get<rational>(*range.low), high = std::get<rational>(*range.high);
        auto first = low / step, last = high / step;
        first = first.is_integer() && !range.low_closed ? first + 1 : first.ceiling();
        last = last.is_integer() && !range.high_closed ? last - 1 : last.floor();
        auto const how = random_.from_to(0, 9);
        rational at;
        if (how == 0) at = first;
        else if (how == 1) at = last;
        else if (how == 2) at = last - random_.from_to(0, 3);
        else if (how <= 5) at = random_.from_to(-4, 4);
        else at = first + ((last - first) * rational::fraction(random_.from_to(0, 1000000), 1000000)).floor();
        return std::clamp(at, first, last) * step;
    }

    scalar_value scalar(checked::type const& type, std::optional<checked::interval> const& range, std::optional<rational> const& step) {
        switch (type.kind) {
            case checked::scalar::boolean: return random_.chance(500);
            case checked::scalar::number: return number(*range, step.value_or(rational(1)));
            case checked::scalar::word:
                return checked::word{static_cast<std::uint32_t>(random_.from_to(0, static_cast<std::int64_t>(graph_.word_lists[type.words].words.size()) - 1))};
            case checked::scalar::text: {
                static constexpr char const* texts[] = {"", "a", "b", "ab", "B", "a b", "z", "\xc3\xa4"};
                return std::string(texts[random_.from_to(0, 7)]);
            }
            case checked::scalar::date: {
                date at{static_cast<std::int32_t>(day())};
                if (range && range->low && at < std::get<date>(*range->low)) at = std::get<date>(*range->low);
                if (range && range->high && at > std::get<date>(*range->high)) at = std::get<date>(*range->high);
                return at;
            }
            case checked::scalar::date_time: return date_time{day() * 1440 + (random_.chance(500) ? random_.from_to(0, 95) * 15 : random_.from_to(0, 1439))};
            default: return checked::none_value{};
        }
    }

    constant_value draw(checked::type const& type, std::optional<checked::interval> const& range, std::optional<rational> const& step) {
        if (type.kind != checked::scalar::range) return scalar(type, range, step);
        auto end = type;
        end.kind = type.element;
        checked::interval made;
        made.low_closed = random_.chance(500);
        made.high_closed = random_.chance(500);
        if (!random_.chance(wild_ ? 40 : 0)) made.low = scalar(end, range, step);
        if (!random_.chance(wild_ ? 40 : 0)) made.high = scalar(end, range, step);
        // Mostly short ones: a day, an hour, a few of them.
        if (made.low && made.high && end.kind != checked::scalar::number && random_.chance(wild_ ? 850 : 1000)) {
            auto const length = random_.from_to(wild_ ? -1 : 0, 12);
            if (end.kind == checked::scalar::date) made.high = date{std::get<date>(*made.low).days + static_cast<std::int32_t>(length)};
            else made.high = date_time{std::get<date_time>(*made.low).minutes + length * 97};
        }
        if (made.low && made.high && *made.high < *made.low && !random_.chance(wild_ ? 30 : 0)) std::swap(made.low, made.high);
        return made;
    }

    void links(checked::entity_id e) {
        auto const& entity = graph_.entities[e];
        for (auto& row : out_.data.tables[e]) {
            row.link_keys.resize(entity.links.size());
            for (std::size_t i = 0; i < entity.links.size(); ++i) {
                auto const& to = out_.data.tables[entity.links[i].to];
                if (to.empty() || random_.chance(missing_ / 2)) continue;
                row.link_keys[i] = random_.chance(3) ? "nobody" : to[static_cast<std::size_t>(random_.from_to(0, static_cast<std::int64_t>(to.size()) - 1))].key;
            }
        }
    }

    void windows() {
        if (random_.chance(500)) return;
        bool const alike = random_.chance(700);
        auto const from = random_.from_to(first_day, last_day - 20), to = random_.from_to(from + 5, last_day);
        for (checked::entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (!graph_.entities[e].dated_by || (!alike && random_.chance(300))) continue;
            auto const shift = alike ? 0 : random_.from_to(-9, 9);
            auto& window = out_.data.windows[e];
            window.from = date{static_cast<std::int32_t>(from + shift)};
            window.to = date{static_cast<std::int32_t>(to + shift)};
        }
    }

    constant_value answer(checked::slot const& slot) {
        if (slot.carrier && slot.type_of.kind == checked::scalar::number)
            return scalar_value(number({slot.carrier->low, slot.carrier->high, true, true}, slot.step.value_or(rational(1) / slot.carrier->denominator)));
        return draw(slot.type_of, slot.range, slot.step);
    }

    std::vector<checked::value_entry> answers(checked::slot const& slot) {
        std::vector<checked::value_entry> entries;
        std::set<std::int64_t> taken;
        auto const size = random_.chance(500) ? 1 : random_.from_to(1, 4);
        for (std::int64_t i = 0; i < size; ++i) {
            checked::value_entry entry;
            auto const from = random_.from_to(first_day - 30, last_day);
            auto holds = from;
            if (size == 1 && random_.chance(700)) {
                holds = 0;
            } else {
                entry.from = date{static_cast<std::int32_t>(from)};
                if (random_.chance(250)) entry.until = date{static_cast<std::int32_t>(from + random_.from_to(0, 40))};
                if (random_.chance(250)) {
                    holds = std::max(holds, from + random_.from_to(-10, 40));
                    entry.known = date{static_cast<std::int32_t>(holds)};
                }
            }
            if (!taken.insert(holds).second) continue;
            if (random_.chance(100)) {
                entry.gap = "not said";
                entry.state = syntax::answer_state::not_stated;
            } else if (slot.type_of.optional && random_.chance(200)) {
                entry.payload = scalar_value(checked::none_value{});
            } else {
                entry.payload = answer(slot);
            }
            entries.push_back(std::move(entry));
        }
        return entries;
    }

    void slots() {
        for (checked::slot_id s = 0; s < graph_.slots.size(); ++s) {
            auto const& slot = graph_.slots[s];
            if (slot.kind == checked::slot_kind::reading && random_.chance(400)) out_.settings.readings[s] = answers(slot);
            if (slot.kind != checked::slot_kind::option) continue;
            if (!random_.chance(100)) out_.plan.answers[s] = answers(slot);
            if (random_.chance(150)) out_.settings.options[s] = answers(slot);
        }
    }

    checked::rule_graph const& graph_;
    generator random_;
    drawn_data out_;
    unsigned missing_ = 100;
    bool wild_ = false;  ///< ranges that are open, turned round or long: they put whole partitions at fault
};

}  // namespace

drawn_data draw(checked::rule_graph const& graph, std::uint64_t seed, std::size_t partitions) {
    return drawing(graph, seed).draw(partitions);
}

}  // namespace carefare::differential
