// Drafts into nodes, and the few rules about nodes that are no matter of spelling: mixed arguments, tests behind not.
#include "syntax/grammar/tree_builder.hpp"

#include <algorithm>
#include <utility>

#include "syntax/grammar/refusal.hpp"

namespace carefare::syntax::grammar {

void tree_builder::open(expr_kind kind, std::uint32_t begin, bool absorbs, bool makes_node) {
    draft d;
    d.kind = kind;
    d.makes_node = makes_node;
    d.begin = absorbs ? tree_.nodes[operands_.back()].where.where.begin : begin;
    d.first_operand = operands_.size() - (absorbs ? 1U : 0U);
    d.nodes = tree_.nodes.size();
    d.children = tree_.children.size();
    drafts_.push_back(std::move(d));
}

void tree_builder::abandon() {
    auto const& d = drafts_.back();
    // Operands of the draft itself lie above the arena it began with; an absorbed one lies below and stays.
    while (operands_.size() > d.first_operand && operands_.back() >= d.nodes)
        operands_.pop_back();
    tree_.nodes.resize(d.nodes);
    heights_.resize(d.nodes);
    tree_.children.resize(d.children);
    drafts_.pop_back();
}

void tree_builder::close(std::uint32_t end) {
    draft d = std::move(drafts_.back());
    drafts_.pop_back();
    if (!d.makes_node) {
        if (operands_.size() == d.first_operand + 1) tree_.nodes[operands_.back()].where.where = {d.begin, end};
        return;
    }
    switch (d.kind) {
        case expr_kind::range:
            open_end();
            break;
        case expr_kind::call:
        case expr_kind::invoke:
        case expr_kind::lookup:
            check_arguments(d);
            break;
        default:
            break;
    }
    if (d.kind != expr_kind::range) d.low_closed = d.high_closed = false;
    auto const first = d.first_operand;
    auto const id = add(std::move(d), end);
    operands_.resize(first);
    operands_.push_back(id);
}

node_id tree_builder::add(draft&& d, std::uint32_t end) {
    auto const first = operands_.begin() + static_cast<std::ptrdiff_t>(d.first_operand);
    std::uint32_t height = 0;
    for (auto child = first; child != operands_.end(); ++child) {
        if (*child != no_node) height = std::max(height, heights_[*child]);
    }
    ++height;
    if (height > height_limit_) {
        throw refusal{diagnostic_code::L013,
                      {d.begin, end},
                      "the tree of this expression is higher than " + std::to_string(height_limit_) + " operations",
                      "Split the chain of operators into several rules, or use sum([...])."};
    }
    expr_node node;
    node.kind = d.kind;
    node.op = d.op;
    node.low_closed = d.low_closed;
    node.high_closed = d.high_closed;
    node.first_child = static_cast<std::uint32_t>(tree_.children.size());
    node.child_count = static_cast<std::uint32_t>(operands_.end() - first);
    node.where.where = {d.begin, end};
    node.text = std::move(d.text);
    tree_.children.insert(tree_.children.end(), first, operands_.end());
    tree_.nodes.push_back(std::move(node));
    heights_.push_back(height);
    return static_cast<node_id>(tree_.nodes.size() - 1);
}

void tree_builder::begin_range() {
    top().kind = expr_kind::range;
    top().makes_node = true;
    open_end();
}

/// The word none as an end of a range means that the range is open there: no node at all.
void tree_builder::open_end() {
    auto& end = operands_.back();
    if (end == no_node || kind_of(end) != expr_kind::none) return;
    tree_.nodes.pop_back();  // a leaf just read is the last of the arena
    heights_.pop_back();
    end = no_node;
}

bool tree_builder::absorb_name() {
    auto& d = top();
    auto const& nodes = tree_.nodes;
    auto id = operands_.back();
    std::vector<node_id> chain{id};
    while (nodes[id].kind == expr_kind::member) {
        id = tree_.children[nodes[id].first_child];
        chain.push_back(id);
    }
    if (nodes[id].kind != expr_kind::name) return false;
    for (auto link = chain.rbegin(); link != chain.rend(); ++link) {
        if (!d.text.empty()) d.text += '.';
        d.text += nodes[*link].text;
    }
    // The chain is the end of the arena: nothing was read since.
    operands_.pop_back();
    d.nodes -= chain.size();
    d.children -= chain.size() - 1;
    tree_.nodes.resize(d.nodes);
    heights_.resize(d.nodes);
    tree_.children.resize(d.children);
    return true;
}

void tree_builder::check_arguments(draft const& d) const {
    std::vector<std::string_view> names;
    // The callee of an invocation is no argument.
    auto const first = d.first_operand + (d.kind == expr_kind::invoke ? 1U : 0U);
    for (auto i = first; i < operands_.size(); ++i) {
        auto const& node = tree_.nodes[operands_[i]];
        bool const is_named = node.kind == expr_kind::named_argument;
        if (i > first && is_named == names.empty()) {
            throw refusal{diagnostic_code::S020, node.where.where,
                          "named and unnamed arguments are mixed" + (d.text.empty() ? "" : " in '" + d.text + "'"),
                          "Name all of the arguments or none."};
        }
        if (!is_named) continue;
        if (std::find(names.begin(), names.end(), node.text) != names.end()) {
            throw refusal{diagnostic_code::S021, node.where.where, "'" + node.text + "' is given twice",
                          "Remove one of the two."};
        }
        names.emplace_back(node.text);
    }
}

/// `not(...)` is a function as a value and a negation of tests as a test.
void tree_builder::name_negated_tests() {
    auto const& d = top();
    for (auto i = d.first_operand + (d.kind == expr_kind::in ? 1U : 0U); i < operands_.size(); ++i) {
        auto& node = tree_.nodes[operands_[i]];
        if (node.kind != expr_kind::call || node.text != "not") continue;
        node.kind = expr_kind::not_test;
        node.text.clear();
    }
}

expr tree_builder::take() {
    tree_.root = operands_.back();
    tree_.height = heights_[tree_.root];
    return std::move(tree_);
}

}  // namespace carefare::syntax::grammar
