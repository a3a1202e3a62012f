// Canonical text of a tree: one blank around operators, the fewest parentheses that read back as the same tree.
#include <cstddef>
#include <string_view>

#include <carefare/syntax/parse_expr.hpp>

#include "syntax/binding_level.hpp"

namespace carefare::syntax {

namespace {

class printer {
public:
    explicit printer(expr const& e) : e_(e) {}

    void put(node_id id, level least) {
        bool const is_loose = level_of(e_[id]) < least;
        if (is_loose) out_ += '(';
        put_bare(id);
        if (is_loose) out_ += ')';
    }

    /// A test of `in` or of a cell, where an operator needs no parentheses.
    void put_test(node_id id, level least) {
        auto const& n = e_[id];
        if (n.kind == expr_kind::unary_test) {
            put_unary_test(id);
        } else {
            put(id, least);
        }
    }

    void put_tests(std::span<node_id const> tests) {
        for (std::size_t i = 0; i < tests.size(); ++i) {
            if (i > 0) out_ += ", ";
            put_test(tests[i], level::otherwise);
        }
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void put_bare(node_id id) {
        auto const& n = e_[id];
        auto const children = e_.children_of(id);
        switch (n.kind) {
            case expr_kind::number:
            case expr_kind::name:
                out_ += n.text;
                break;
            case expr_kind::money:
                out_ += '$' + n.text;
                break;
            case expr_kind::percent:
                out_ += n.text + '%';
                break;
            case expr_kind::text:
                put_quoted(n.text);
                break;
            case expr_kind::at_literal:
                out_ += '@';
                put_quoted(n.text);
                break;
            case expr_kind::boolean:
                out_ += sign_of(n.op);
                break;
            case expr_kind::none:
                out_ += "none";
                break;
            case expr_kind::null:
                out_ += "null";
                break;
            case expr_kind::any_test:
                out_ += '-';
                break;
            case expr_kind::member:
                put_receiver(children[0]);
                out_ += '.' + n.text;
                break;
            case expr_kind::filter:
                put(children[0], level::postfix);
                put_list('[', children.subspan(1), ']');
                break;
            case expr_kind::lookup:
                out_ += n.text;
                put_list('[', children, ']');
                break;
            case expr_kind::invoke:
                put(children[0], level::postfix);
                put_list('(', children.subspan(1), ')');
                break;
            case expr_kind::call:
                out_ += n.text;
                put_list('(', children, ')');
                break;
            case expr_kind::named_argument:
                out_ += n.text + ": ";
                put(children[0], level::otherwise);
                break;
            case expr_kind::ordering:
                put(children[0], level::otherwise);
                put_word(sign_of(n.op));
                break;
            case expr_kind::list:
                put_list('[', children, ']');
                break;
            case expr_kind::range:
                put_range(n, children);
                break;
            case expr_kind::unary_test:
                out_ += '(';
                put_unary_test(id);
                out_ += ')';
                break;
            case expr_kind::not_test:
                out_ += "not(";
                put_tests(children);
                out_ += ')';
                break;
            default:
                put_operation(n, children);
        }
    }

    void put_operation(expr_node const& n, std::span<node_id const> children) {
        auto const own = level_of(n);
        switch (n.kind) {
            case expr_kind::negate:
                out_ += '-';
                put(children[0], own);
                break;
            case expr_kind::binary: {
                bool const is_chain = own != level::comparison;
                put(children[0], is_chain ? own : tighter(own));
                put_between_blanks(sign_of(n.op));
                put(children[1], tighter(own));
                break;
            }
            case expr_kind::logic:
                put(children[0], tighter(own));
                for (auto const child : children.subspan(1)) {
                    put_between_blanks(sign_of(n.op));
                    put_behind_word(child, tighter(own));
                }
                break;
            case expr_kind::otherwise:
                put(children[0], own);
                put_between_blanks("otherwise");
                put(children[1], tighter(own));
                break;
            case expr_kind::between:
                put(children[0], tighter(own));
                put_between_blanks("between");
                put(children[1], level::sum);
                put_between_blanks("and");
                put_behind_word(children[2], level::sum);
                break;
            case expr_kind::in:
                put_membership(children);
                break;
            case expr_kind::conditional:
                out_ += "if ";
                put(children[0], level::otherwise);
                put_between_blanks("then");
                put(children[1], level::otherwise);
                put_between_blanks("else");
                put(children[2], level::body);
                break;
            case expr_kind::for_loop:
                put_loop("for", children, "return");
                break;
            case expr_kind::quantified:
                put_loop(sign_of(n.op), children, "satisfies");
                break;
            default:
                break;
        }
    }

    /// `date and (time(x))` must not read back as a call of `date and time`.
    void put_behind_word(node_id id, level least) {
        auto const begin = out_.size();
        put(id, least);
        auto const before = std::string_view(out_).substr(0, begin);
        if (!before.ends_with("date and ") || !std::string_view(out_).substr(begin).starts_with("time(")) return;
        out_.insert(begin, 1, '(');
        out_ += ')';
    }

    void put_membership(std::span<node_id const> children) {
        put(children[0], level::sum);
        put_between_blanks("in");
        if (children.size() == 2) {
            put_test(children[1], level::sum);
            return;
        }
        out_ += '(';
        put_tests(children.subspan(1));
        out_ += ')';
    }

    void put_loop(std::string_view word, std::span<node_id const> children, std::string_view before_body) {
        out_ += word;
        out_ += ' ';
        for (std::size_t i = 0; i + 1 < children.size(); ++i) {
            if (i > 0) out_ += ", ";
            put_iterator(children[i]);
        }
        put_between_blanks(before_body);
        put(children.back(), level::body);
    }

    void put_iterator(node_id id) {
        auto const& n = e_[id];
        auto const domain = e_.children_of(id)[0];
        out_ += n.text + " in ";
        if (n.op == expr_op::counting) {
            put_ends(e_.children_of(domain));
        } else {
            put(domain, level::otherwise);
        }
    }

    void put_range(expr_node const& n, std::span<node_id const> ends) {
        out_ += n.low_closed ? '[' : '(';
        put_ends(ends);
        out_ += n.high_closed ? ']' : ')';
    }

    void put_ends(std::span<node_id const> ends) {
        put_end(ends[0]);
        out_ += "..";
        put_end(ends[1]);
    }

    void put_end(node_id id) {
        if (id == no_node) {
            out_ += "none";
        } else {
            put(id, level::sum);
        }
    }

    void put_unary_test(node_id id) {
        out_ += sign_of(e_[id].op);
        out_ += ' ';
        put(e_.children_of(id)[0], level::sum);
    }

    void put_list(char open, std::span<node_id const> items, char close) {
        out_ += open;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) out_ += ", ";
            put(items[i], level::otherwise);
        }
        out_ += close;
    }

    /// A number keeps its distance from the dot of a member.
    void put_receiver(node_id id) {
        auto const kind = e_[id].kind;
        bool const is_numeric = kind == expr_kind::number || kind == expr_kind::money || kind == expr_kind::percent;
        if (is_numeric) out_ += '(';
        put(id, level::postfix);
        if (is_numeric) out_ += ')';
    }

    void put_word(std::string_view word) {
        out_ += ' ';
        out_ += word;
    }

    void put_between_blanks(std::string_view word) {
        put_word(word);
        out_ += ' ';
    }

    void put_quoted(std::string_view text) {
        constexpr std::string_view digits = "0123456789abcdef";
        out_ += '"';
        for (char const c : text) {
            auto const byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                out_ += '\\';
                out_ += c;
            } else if (c == '\n') {
                out_ += "\\n";
            } else if (c == '\r') {
                out_ += "\\r";
            } else if (c == '\t') {
                out_ += "\\t";
            } else if (byte < 0x20 || byte == 0x7F) {
                out_ += "\\u00";
                out_ += digits[byte >> 4U];
                out_ += digits[byte & 0xFU];
            } else {
                out_ += c;
            }
        }
        out_ += '"';
    }

    expr const& e_;
    std::string out_;
};

}  // namespace

std::string print(expr const& e) {
    printer p(e);
    p.put(e.root, level::otherwise);
    return p.take();
}

std::string print_unary_tests(expr const& e) {
    printer p(e);
    if (e[e.root].kind == expr_kind::any_test) {
        p.put(e.root, level::otherwise);
    } else {
        p.put_tests(e.children_of(e.root));
    }
    return p.take();
}

}  // namespace carefare::syntax
