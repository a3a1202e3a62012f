// The tree builder; see the header.
#include "syntax/yaml_builder.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <utility>

#include "syntax/yaml_guards.hpp"

namespace carefare::syntax {

namespace {

constexpr std::uint32_t longest_shown_key = 60;

/// Length of a plain null written at `at`; 0 where the null is an absent value. What follows a value that is absent may
/// be a key that reads as null, so only a key may have its ':' behind it.
std::uint32_t written_null(std::string_view file, std::uint32_t at, bool is_key) {
    for (std::string_view const word : {"~", "null", "Null", "NULL"}) {
        auto const end = at + word.size();
        if (file.substr(std::min<std::size_t>(at, file.size()), word.size()) != word) continue;
        auto const next = std::min(file.find_first_not_of(' ', end), file.size());
        bool const is_alone =
            next == file.size() || (next > end && file[next] == '#') ||
            std::string_view(is_key ? ":\r\n,]}" : "\r\n,]}").find(file[next]) != std::string_view::npos;
        if (is_alone) return static_cast<std::uint32_t>(word.size());
    }
    return 0;
}

std::string quoted(std::string_view key) {
    bool const is_long = key.size() > longest_shown_key;
    return "'" + std::string(key.substr(0, longest_shown_key)) + (is_long ? "...'" : "'");
}

}  // namespace

yaml_builder::yaml_builder(source_map const& sources, source_id id, diagnostics& sink, yaml_limits const& limits,
                           yaml_counters& counters)
    : source_(sources[id]), id_(id), sink_(sink), limits_(limits), counters_(counters) {}

void yaml_builder::error(diagnostic_code code, location where, std::string message, std::string advice) {
    is_sound_ = false;
    sink_.error(code, where, std::move(message), std::move(advice));
}

bool yaml_builder::is_bracket(std::uint32_t at) const {
    auto const file = source_.text();
    return at < file.size() && (file[at] == '[' || file[at] == '{');
}

bool yaml_builder::awaits_key() const {
    return !open_.empty() && open_.back().node.is_mapping() && !open_.back().has_key;
}

void yaml_builder::count_node(std::uint32_t begin) {
    if (++counters_.nodes <= limits_.nodes) return;
    error(diagnostic_code::L003, place(begin, begin),
          "the file has more than " + std::to_string(limits_.nodes) + " values",
          "Split the file, or put its rows into a table file.");
    throw yaml_stop{};
}

void yaml_builder::check_gap(std::uint32_t begin) {
    if (!std::exchange(end_is_exact_, true) || begin < end_) return;
    if (auto const stray = first_stray(source_, end_, begin)) {
        is_sound_ = false;
        report_stray(place(*stray, *stray + 1), source_.text()[*stray], sink_);
    }
}

void yaml_builder::refuse(std::uint32_t begin) {
    end_is_exact_ = end_is_exact_ && refused_ != begin;
    if (refused_ == begin) return;
    check_gap(begin);
    is_sound_ = false;
    auto const first = begin < source_.text().size() ? source_.text()[begin] : '\0';
    report_stray(place(begin, begin + 1), first, sink_);
    refused_ = begin;
    end_is_exact_ = false;
}

/// The library tells of no tag where it is '!' alone or has an empty name; no node begins with these signs.
void yaml_builder::refuse_marked(std::uint32_t begin) {
    auto const file = source_.text();
    bool const is_marked = begin < file.size() && (file[begin] == '!' || file[begin] == '&' || file[begin] == '*');
    if (is_marked) refuse(begin);
}

void yaml_builder::open(yaml_kind kind, std::uint32_t begin) {
    count_node(begin);
    refuse_marked(begin);
    auto const depth = static_cast<std::uint32_t>(open_.size() + 1);
    if (depth > limits_.depth) {
        error(diagnostic_code::L002, place(begin, begin + 1),
              "lists and mappings are nested more than " + std::to_string(limits_.depth) + " deep",
              "Nest them less deeply.");
        throw yaml_stop{};
    }
    counters_.depth = std::max(counters_.depth, depth);
    if (refused_ != begin) {
        check_gap(begin);
        end_ = std::max(end_, is_bracket(begin) ? begin + 1 : begin);
    }
    frame next;
    next.node.kind = kind;
    next.node.where = place(begin, begin);
    open_.push_back(std::move(next));
}

void yaml_builder::close() {
    auto node = std::move(open_.back().node);
    open_.pop_back();
    auto const file = source_.text();
    auto const begin = node.where.where.begin;
    if (is_bracket(begin) && end_is_exact_) {
        auto const size = static_cast<std::uint32_t>(file.size());
        char const closing = file[begin] == '[' ? ']' : '}';
        auto at = skip_unread(source_, std::max(end_, begin + 1), size);
        while (at < size && file[at] != closing)
            at = skip_unread(source_, at + 1, size);
        end_ = std::min(at + 1, size);
    }
    node.where.where.end = std::max(end_, begin);
    node.text.source = id_;
    node.text.whole = node.where.where;
    if (node.is_mapping()) check_keys_unique(node);
    attach(std::move(node));
}

yaml_style yaml_builder::style_at(std::uint32_t begin, bool is_plain) const {
    if (is_plain || begin >= source_.text().size()) return yaml_style::plain;
    switch (source_.text()[begin]) {
        case '\'':
            return yaml_style::single_quoted;
        case '"':
            return yaml_style::double_quoted;
        case '|':
            return yaml_style::literal;
        case '>':
            return yaml_style::folded;
        default:
            return yaml_style::plain;
    }
}

void yaml_builder::scalar(std::uint32_t begin, bool is_plain, std::string decoded) {
    count_node(begin);
    refuse_marked(begin);
    check_gap(begin);
    counters_.bytes += decoded.size();
    yaml_node node;
    node.kind = yaml_kind::scalar;
    node.style = style_at(begin, is_plain);
    mapped_scalar mapped;
    if (refused_ == begin) {
        mapped.text = {std::move(decoded), id_, {}, {begin, begin}};
    } else {
        mapped = map_scalar(id_, source_.text(), begin, node.style, std::move(decoded));
    }
    if (!mapped.is_terminated) {
        error(diagnostic_code::Y014, place(begin, begin + 1), "the quote that begins here is never closed",
              "Close the quote where the text ends.");
    }
    bool const is_quoted = node.style == yaml_style::single_quoted || node.style == yaml_style::double_quoted;
    if (is_quoted && mapped.is_terminated && !mapped.is_mapped && refused_ != begin) {
        error(diagnostic_code::Y015, place(begin, begin + 1), "the empty lines in this text can be read in two ways",
              "Write it without empty lines at its end, or in a '|' block.");
    }
    if (mapped.refused_escape) {
        error(diagnostic_code::Y004, {id_, *mapped.refused_escape}, "this escape stands for a control character",
              "Take it out.");
    }
    end_is_exact_ = mapped.is_mapped;
    end_ = std::max(end_, mapped.text.whole.end);
    node.text = std::move(mapped.text);
    node.where = node.text.everything();
    attach(std::move(node));
}

void yaml_builder::null(std::uint32_t begin) {
    count_node(begin);
    auto const file = source_.text();
    yaml_node node;
    // A key without a value gives its own place for it, which lies before the end of what has been read.
    auto const length = begin < end_ ? 0 : written_null(file, begin, awaits_key());
    if (length > 0) {
        check_gap(begin);
        end_ = std::max(end_, begin + length);
        node.where = place(begin, begin + length);
    } else {
        auto const at = place_of_absent();
        bool const lacks_colon = at == end_ && end_is_exact_ && !open_.empty() && open_.back().has_key;
        if (lacks_colon && !open_bracket()) {
            auto const& key = open_.back().key;
            error(
                diagnostic_code::Y016, key.everything(), "no ':' follows this key",
                "Write a ':' and a value behind the key, or put a text of several lines in quotes or in a '|' block.");
        }
        node.where = place(at, at);
        end_ = at;
    }
    node.text.source = id_;
    node.text.whole = node.where.where;
    attach(std::move(node));
}

/// The library gives the place of what follows an absent value; it stands behind its key's ':', its '-' or ','.
std::uint32_t yaml_builder::place_of_absent() const {
    auto const file = source_.text();
    auto const size = static_cast<std::uint32_t>(file.size());
    auto const next = skip_unread(source_, end_, size);
    if (next == size || !end_is_exact_) return end_;
    bool const has_key = !open_.empty() && open_.back().has_key;
    bool const is_mark = has_key ? file[next] == ':' : file[next] == ',' || (file[next] == '-' && !awaits_key());
    return is_mark ? next + 1 : end_;
}

void yaml_builder::attach(yaml_node node) {
    if (awaits_key()) return attach_key(std::move(node));
    if (open_.empty()) {
        root_ = std::move(node);
        return;
    }
    auto& parent = open_.back();
    if (parent.node.is_sequence()) {
        parent.node.items.push_back(std::move(node));
    } else {
        parent.node.entries.push_back({std::move(parent.key), std::move(node)});
        parent.has_key = false;
    }
}

void yaml_builder::attach_key(yaml_node node) {
    if (node.is_sequence() || node.is_mapping()) {
        auto const begin = node.where.where.begin;
        error(diagnostic_code::Y011, place(begin, begin + 1), "a key is a list or a mapping",
              "Write a name as the key, and put text that begins with '[' or '{' in quotes.");
    } else if (node.kind == yaml_kind::null) {
        error(diagnostic_code::Y012, node.where, "a key is empty",
              "Write a name before the ':', and put a key that reads as nothing ('null', '~') in quotes.");
    } else if (node.style == yaml_style::plain && node.text.text == "<<") {
        error(diagnostic_code::Y013, node.where, "'<<' would merge another mapping into this one",
              "Write the keys out.");
    }
    open_.back().key = std::move(node.text);
    open_.back().has_key = true;
}

void yaml_builder::check_keys_unique(yaml_node const& mapping) {
    auto const& entries = mapping.entries;
    std::vector<std::uint32_t> order(entries.size());
    std::iota(order.begin(), order.end(), 0U);
    // Sorted, not hashed: no choice of keys makes this slow.
    std::sort(order.begin(), order.end(), [&entries](auto a, auto b) {
        auto const compared = entries[a].key.text.compare(entries[b].key.text);
        return compared < 0 || (compared == 0 && a < b);
    });
    std::vector<std::array<std::uint32_t, 2>> pairs;  // again, first
    for (std::size_t i = 0, first = 0; i < order.size(); ++i) {
        if (entries[order[i]].key.text != entries[order[first]].key.text) first = i;
        if (i != first) pairs.push_back({order[i], order[first]});
    }
    std::sort(pairs.begin(), pairs.end());
    for (auto const [again, first] : pairs) {
        auto const& key = entries[again].key;
        is_sound_ = false;
        sink_.add({diagnostic_code::Y001,
                   severity::error,
                   "the key " + quoted(key.text) + " stands twice",
                   key.everything(),
                   {{entries[first].key.everything(), "first here"}},
                   "Remove or rename one of them."});
    }
}

std::optional<std::uint32_t> yaml_builder::open_bracket() const {
    for (auto i = open_.rbegin(); i != open_.rend(); ++i) {
        auto const begin = i->node.where.where.begin;
        if (is_bracket(begin)) return begin;
    }
    return std::nullopt;
}

std::optional<yaml_node> yaml_builder::finish() {
    auto const size = static_cast<std::uint32_t>(source_.text().size());
    if (has_value()) {
        check_gap(size);
    } else if (is_sound_) {
        auto const content = skip_unread(source_, 0, size);
        if (content == size || written_null(source_.text(), content, false) > 0) {
            error(diagnostic_code::Y010, place(0, 0), "the file holds no value", "Write at least one key.");
        } else {
            is_sound_ = false;
            report_stray(place(content, content + 1), source_.text()[content], sink_);
        }
    }
    return is_sound_ ? std::move(root_) : std::nullopt;
}

}  // namespace carefare::syntax
