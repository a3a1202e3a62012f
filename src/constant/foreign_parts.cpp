// One walk that keeps the names in scope; see foreign_parts.hpp.
#include "constant/foreign_parts.hpp"

#include <algorithm>
#include <string>

#include "constant/builtin.hpp"

namespace carefare::constant {
namespace {

using syntax::expr_kind;
using syntax::node_id;

class walker {
public:
    explicit walker(syntax::expr const& e) : e_(e) {}

    void walk(node_id id) {
        if (id == syntax::no_node) return;
        auto const& node = e_[id];
        auto const children = e_.children_of(id);
        switch (node.kind) {
            case expr_kind::name:
                if (std::find(scope_.begin(), scope_.end(), node.text) == scope_.end())
                    add(refusal_of_name(node.text), node);
                return;
            case expr_kind::call: check_call(id); break;
            case expr_kind::for_loop:
            case expr_kind::quantified: walk_loop(children, node.kind == expr_kind::for_loop); return;
            case expr_kind::filter: walk_filter(children); return;
            case expr_kind::range: walk_range(children); return;
            case expr_kind::none:
            case expr_kind::null:
            case expr_kind::invoke:
            case expr_kind::ordering:
            case expr_kind::lookup:
            case expr_kind::otherwise: add(refusal_of_kind(node.kind), node); return;
            default: break;
        }
        for (auto const child : children) walk(child);
    }

    std::vector<refusal> take() { return std::move(found_); }

private:
    void add(refusal what, syntax::expr_node const& node) {
        what.where = node.where;
        found_.push_back(std::move(what));
    }

    void check_call(node_id id) {
        auto const& node = e_[id];
        auto const* function = find_builtin(node.text);
        if (function == nullptr) {
            add(refusal_of_function(node.text), node);
            return;
        }
        std::vector<std::string_view> names;
        for (auto const child : e_.children_of(id))
            names.push_back(e_[child].kind == expr_kind::named_argument ? std::string_view(e_[child].text)
                                                                        : std::string_view{});
        try {
            (void)fitting_signature(*function, names);
        } catch (refusal const& what) {
            add(what, node);
        }
    }

    void walk_loop(std::span<node_id const> children, bool has_partial) {
        auto const outer = scope_.size();
        for (auto const child : children) {
            if (e_[child].kind == expr_kind::iterator) {
                walk(e_.children_of(child)[0]);
                scope_.push_back(e_[child].text);
            } else {
                if (has_partial) scope_.emplace_back("partial");
                walk(child);
            }
        }
        scope_.resize(outer);
    }

    void walk_filter(std::span<node_id const> children) {
        walk(children[0]);
        scope_.emplace_back("item");
        walk(children[1]);
        scope_.pop_back();
    }

    /// none is an open end of a range and nothing else.
    void walk_range(std::span<node_id const> children) {
        for (auto const child : children)
            if (child != syntax::no_node && e_[child].kind != expr_kind::none) walk(child);
    }

    syntax::expr const& e_;
    std::vector<std::string_view> scope_;
    std::vector<refusal> found_;
};

}  // namespace

std::vector<refusal> foreign_parts(syntax::expr const& e, syntax::node_id root) {
    walker found(e);
    found.walk(root);
    return found.take();
}

refusal refusal_of_name(std::string_view name) {
    return {diagnostic_code::C001, "'" + std::string(name) + "' is not known in an expression of literals",
            "Use a literal, or bind the name with for, some or every; a text needs quotes.", false, std::nullopt};
}

refusal refusal_of_function(std::string_view name) {
    auto const near = nearest_name(name, builtin_names());
    return {diagnostic_code::C002, "there is no function '" + std::string(name) + "' for literals",
            near.empty() ? "Use one of FEEL's built-in functions." : "Did you mean '" + near + "'?", false, std::nullopt};
}

refusal refusal_of_kind(syntax::expr_kind kind) {
    auto const outside = [](std::string message, std::string advice) {
        return refusal{diagnostic_code::C018, std::move(message), std::move(advice), false, std::nullopt};
    };
    switch (kind) {
        case expr_kind::null: return outside("there is no null", "Write the value, or leave the case to `otherwise` in a rule.");
        case expr_kind::none:
            return outside("'none' is no value of an expression of literals", "Use it as an open end of a range, as in [18..none].");
        case expr_kind::invoke: return outside("only a function's name can be called", "Write the name of a function before the parentheses.");
        default: break;
    }
    return {diagnostic_code::C020, "this part reads tables or entities, so it is no constant",
            "Use literals only, or write the expression in a rule.", false, std::nullopt};
}

}  // namespace carefare::constant
