// How a programme is made up: tables with facts first, then rules that read what stands before them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soak/dice.hpp"
#include "soak/random_programme.hpp"

namespace carefare::soak {

enum class kind { number, days, minutes, money, boolean, word, date, text, days_range, times_range };

/// What an expression can read: its text, and what it is.
struct readable {
    std::string text;
    kind is = kind::number;
    bool optional = false;
    bool positive = false;  ///< a number above zero: may divide
    bool small = false;     ///< a number of a fact: may be multiplied
    bool dated = false;     ///< needs a date
};

struct table_sketch {
    std::string name;
    int owner = -1;
    bool has_at = false, is_made = false, is_ordered = false, is_shared = false, in_window = false;
    std::vector<readable> own;   ///< facts, fields and rules, without the name of the table
    std::vector<std::pair<std::string, int>> links;
    int base = -1;               ///< subset: whose rows these are
    int source = -1;             ///< group: of what
    int group = -1;              ///< the group its rows lie in
    std::string linked;          ///< the table that its rows lead to by a computed link
};

class programme_writer {
public:
    explicit programme_writer(std::uint64_t seed) : random_(seed), seed_(seed) {}
    file_texts write();

private:
    /// What is read, and how deep expressions may still go.
    struct scope {
        int table = 0;
        std::vector<readable> all;
        bool runs_over_rows = false;  ///< inside an aggregate: no other one there
    };

    // programme_tables.cpp
    void given_tables();
    void made_tables();
    void days_and_weeks(int member);
    void stays(int member, int claim);
    void values();
    void rate_table();
    readable fact(kind is, std::string const& table);
    int add(table_sketch made, std::string const& rest);
    int add_made(table_sketch made, std::string const& rest);
    [[nodiscard]] std::string new_name(std::string const& stem) { return stem + std::to_string(++names_); }
    [[nodiscard]] std::vector<int> below(int table) const;
    [[nodiscard]] bool is_below(int table, int owner) const;

    // programme_expressions.cpp
    [[nodiscard]] scope scope_of(int table) const;
    [[nodiscard]] scope inside(scope const& outer, int items, std::string const& variable) const;
    std::optional<readable> pick(scope const& in, kind is, bool optional);
    std::string expression(scope const& in, kind is, int depth);
    std::string optional(scope const& in, kind is, int depth);
    std::string number(scope const& in, int depth);
    std::string money(scope const& in, int depth);
    std::string boolean(scope const& in, int depth);
    std::string word(scope const& in, int depth);
    std::string day(scope const& in, int depth);
    std::string text(scope const& in, int depth);
    std::string literal(kind is);
    std::string aggregate(scope const& in, kind is, int depth, bool may_be_none = false);
    std::string filter(scope const& in, int items, int depth);

    // programme_rules.cpp
    void rule(int table);
    void allocation(int table);
    std::string decision(scope const& in, kind is);
    std::string limits(int table);

    dice random_;
    std::uint64_t seed_;
    unsigned names_ = 0;
    std::vector<table_sketch> tables_;
    std::vector<readable> dated_, flat_;   ///< parameters, options, readings: with a date, and without
    bool has_rates_ = false, has_days_ = false;
    file_texts files_;
    std::string entities_, facts_, options_, readings_, parameters_, rules_, carried_, rates_;
    std::vector<std::string> outputs_;
};

[[nodiscard]] std::string type_name(kind is);
[[nodiscard]] std::string quoted(std::string const& text);

}  // namespace carefare::soak
