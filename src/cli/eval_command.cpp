// One expression gives one line of JSON or rendered errors; --jsonl answers every line with a line, errors included.
#include "cli/eval_command.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <istream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/constant/evaluate_constant.hpp>
#include <carefare/syntax/parse_expr.hpp>

#include "cli/report.hpp"
#include "cli/value_json.hpp"
#include "cli/zone_folder.hpp"

namespace carefare::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t most_bytes = 1024 * 1024;  ///< of a file or a line; the parser takes far less

struct eval_options {
    std::optional<std::string> expression;
    std::string file;
    std::string as;
    std::string zones = "/usr/share/zoneinfo";
    bool lines = false;
};

/// A list of one item converts to the item where a single value is asked for. Nothing asks here, so a list written with
/// one item is ambiguous until the caller says.
void settle_single_item(syntax::expr const& e, std::string_view as, std::optional<constant::value>& v, diagnostics& sink) {
    auto const* several = std::get_if<constant::list>(&v->held);
    if (several == nullptr || several->items.size() != 1) return;
    if (as == "item") {
        v = constant::value(several->items.front());
    } else if (as.empty() && e[e.root].kind == syntax::expr_kind::list) {
        sink.error(diagnostic_code::C026, e[e.root].where, "a list of one item also stands for the item",
                   "Say which is meant with --as list or --as item, or with \"as\" on a line of --jsonl.");
        v.reset();
    }
}

std::optional<constant::value> evaluate(source_map& sources, std::string const& name, std::string const& text,
                                        std::string_view as, constant::zone_source const& zones, diagnostics& sink) {
    auto const id = sources.add(name, text);
    auto const parsed = syntax::parse_expr(whole_source(sources, id), sink);
    if (!parsed) return std::nullopt;
    auto made = constant::evaluate_constant(*parsed, sink, syntax::no_node, {}, nullptr, &zones);
    if (made) settle_single_item(*parsed, as, made, sink);
    return made;
}

ordered_json error_object(std::string_view code, std::string_view message, std::string_view advice) {
    return {{"code", code}, {"message", message}, {"advice", advice}};
}

ordered_json malformed(ordered_json const& id, std::string_view message) {
    return {{"id", id},
            {"error", error_object(name_of(diagnostic_code::C027), message,
                                   "Write one object a line: {\"id\": \"1\", \"expr\": \"1 + 1\"}.")}};
}

ordered_json answer(std::string const& line, constant::zone_source const& zones) {
    auto const request = ordered_json::parse(line, nullptr, false);
    if (request.is_discarded()) return malformed(nullptr, "the line is no JSON");
    if (!request.is_object()) return malformed(nullptr, "the line is no JSON object");
    auto const id = request.contains("id") ? request["id"] : ordered_json();
    if (!id.is_string() && !id.is_number_integer()) return malformed(nullptr, "the line has no 'id' that is a text or an integer");
    if (!request.contains("expr") || !request["expr"].is_string()) return malformed(id, "the line has no text 'expr'");
    std::string as;
    if (request.contains("as")) {
        if (request["as"] != "list" && request["as"] != "item") return malformed(id, "'as' is neither \"list\" nor \"item\"");
        as = request["as"].get<std::string>();
    }
    source_map sources;
    diagnostics sink;
    auto const made = evaluate(sources, "expression", request["expr"].get<std::string>(), as, zones, sink);
    ordered_json response{{"id", id}};
    if (made) {
        add_value(response, *made);
    } else {
        auto const& first = sink.items().front();
        response["error"] = error_object(name_of(first.code), first.message, first.advice);
    }
    return response;
}

/// Reads to the end of the line; false at the end of the input. A line that is too long is read and dropped.
bool next_line(std::istream& in, std::string& line, bool& too_long) {
    line.clear();
    too_long = false;
    auto* const bytes = in.rdbuf();
    using traits = std::istream::traits_type;
    auto c = bytes->sbumpc();
    if (traits::eq_int_type(c, traits::eof())) return false;
    for (; !traits::eq_int_type(c, traits::eof()) && traits::to_char_type(c) != '\n'; c = bytes->sbumpc()) {
        too_long = line.size() >= most_bytes;
        if (!too_long) line += traits::to_char_type(c);
    }
    return true;
}

void answer_lines(std::istream& in, constant::zone_source const& zones) {
    std::string line;
    bool too_long = false;
    for (std::size_t number = 1; next_line(in, line, too_long); ++number) {
        if (!too_long && line.find_first_not_of(" \t\r") == std::string::npos) continue;
        auto response = too_long ? malformed(nullptr, "the line is longer than a mebibyte") : answer(line, zones);
        if (response["id"].is_null()) response["line"] = number;  // nothing else says which one it was
        std::cout << one_line(response) << std::endl;  // one flush a line: a host may be waiting for it
    }
}

[[noreturn]] void cannot_run(std::string const& why) { throw std::runtime_error("eval: " + why); }

std::string read_file(std::string const& name) {
    std::ifstream file(name, std::ios::binary);
    if (!file) cannot_run("cannot read '" + name + "'");
    std::string text(most_bytes, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad() || (file.fail() && !file.eof())) cannot_run("cannot read '" + name + "'");
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    return text;
}

/// The exit status.
int run(eval_options const& options) {
    zone_folder const zones(options.zones);
    if (options.lines) {
        if (options.expression) cannot_run("give an expression or --jsonl, not both");
        if (options.file.empty()) {
            answer_lines(std::cin, zones);
            return exit_fine;
        }
        std::ifstream file(options.file, std::ios::binary);
        if (!file) cannot_run("cannot read '" + options.file + "'");
        answer_lines(file, zones);
        return exit_fine;
    }
    if (options.expression.has_value() == !options.file.empty()) cannot_run("give one expression, --file or --jsonl; see carefare eval --help");
    source_map sources;
    diagnostics sink;
    bool const in_file = !options.file.empty();
    auto const made = evaluate(sources, in_file ? options.file : "expression",
                               in_file ? read_file(options.file) : *options.expression, options.as, zones, sink);
    if (!made) {
        std::cerr << render_all(sink, sources);
        return exit_findings;
    }
    ordered_json json;
    add_value(json, *made);
    std::cout << one_line(json) << '\n';
    return exit_fine;
}

}  // namespace

void register_eval_command(CLI::App& app, int& status) {
    auto const options = std::make_shared<eval_options>();
    auto* const command =
        app.add_subcommand("eval", "Print the value of an expression of literals, exactly, as one line of JSON.");
    command->footer(
        "Examples:\n"
        "  carefare eval 'round half up(27% * ($25389 - $19090) / 52, 2)'\n"
        "  carefare eval 'for i in 1..4 return i ** 2'\n"
        "  carefare eval -- '-1.5 * @\"P2M\"'          -- goes before an expression that begins with -\n"
        "  carefare eval --jsonl < expressions.jsonl   a line: {\"id\": \"1\", \"expr\": \"1 + 1\"}\n\n"
        "Exit status: 0 evaluated (of --jsonl: every line answered), 1 the expression is wrong, 2 could not run.");
    command->add_option("expression", options->expression, "the expression");
    command->add_option("--file", options->file, "read the expression (or the lines of --jsonl) from this file");
    command->add_flag("--jsonl", options->lines, "answer every line of the standard input with a line, errors included");
    command->add_option("--as", options->as, "what a list written with one item means")->check(CLI::IsMember({"list", "item"}));
    command->add_option("--zones", options->zones, "folder of compiled time zones")->capture_default_str();
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace carefare::cli
