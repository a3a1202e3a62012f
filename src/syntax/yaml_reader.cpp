// The one user of yaml-cpp: its event parser feeds our builder. Events and not its node type, because that resolves
// aliases into shared and even cyclic nodes, drops duplicate keys and knows no limits; one document at a time, because
// its loader of all documents does not end on some inputs.
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>
#include <string>

#include <carefare/syntax/yaml_document.hpp>

#include "syntax/yaml_builder.hpp"
#include "syntax/yaml_guards.hpp"
#include "syntax/yaml_refusal.hpp"

namespace carefare::syntax {

namespace {

/// Reads the source in place.
class text_buffer : public std::streambuf {
public:
    explicit text_buffer(std::string_view text) {
        auto* const begin = const_cast<char*>(text.data());  // a get area is never written
        setg(begin, begin, begin + text.size());
    }
};

/// Passes events on to the builder.
class builder_events : public YAML::EventHandler {
public:
    explicit builder_events(yaml_builder& builder) : builder_(builder) {}

    void OnDocumentStart(YAML::Mark const&) override {}
    void OnDocumentEnd() override {}

    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        check(mark, "?", anchor);
        builder_.null(offset(mark));
    }

    void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override {
        builder_.refuse(offset(mark));
        builder_.null(offset(mark));
    }

    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override {
        check(mark, tag, anchor);
        builder_.scalar(offset(mark), tag != quoted_tag, value);
    }

    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        check(mark, tag, anchor);
        builder_.open(yaml_kind::sequence, offset(mark));
    }
    void OnSequenceEnd() override { builder_.close(); }

    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        check(mark, tag, anchor);
        builder_.open(yaml_kind::mapping, offset(mark));
    }
    void OnMapEnd() override { builder_.close(); }

    static std::uint32_t offset(YAML::Mark const& mark) { return static_cast<std::uint32_t>(std::max(mark.pos, 0)); }

private:
    /// The library's tag of quoted and block scalars; "?" is that of everything else that has none in the file.
    static constexpr std::string_view quoted_tag = "!";

    void check(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor) {
        bool const has_tag = !tag.empty() && tag != "?" && tag != quoted_tag;
        if (has_tag || anchor != 0) builder_.refuse(offset(mark));
    }

    yaml_builder& builder_;
};

/// Waits for a second document; only that there is one matters.
class second_document : public builder_events {
public:
    second_document(yaml_builder& unused, source_id id, diagnostics& sink)
        : builder_events(unused), id_(id), sink_(sink) {}

    void OnDocumentStart(YAML::Mark const& mark) override {
        auto const begin = offset(mark);
        sink_.error(diagnostic_code::Y009, {id_, {begin, begin + 1}}, "a second document begins here",
                    "Put it into a file of its own, or indent this line as part of the document above.");
        throw yaml_stop{};
    }

private:
    source_id id_;
    diagnostics& sink_;
};

}  // namespace

yaml_node const* yaml_node::find(std::string_view key) const {
    auto const found =
        std::find_if(entries.begin(), entries.end(), [key](yaml_entry const& entry) { return entry.key.text == key; });
    return found == entries.end() ? nullptr : &found->value;
}

std::optional<yaml_node> read_yaml(source_map const& sources, source_id id, diagnostics& sink,
                                   yaml_limits const& limits, yaml_counters* counters) {
    yaml_counters unused;
    auto& used = counters == nullptr ? unused : *counters;
    used = {};
    if (!guard_yaml_text(sources[id], id, sink, limits)) return std::nullopt;
    yaml_builder builder(sources, id, sink, limits, used);
    try {
        text_buffer buffer(sources[id].text());
        std::istream stream(&buffer);
        YAML::Parser parser(stream);
        builder_events events(builder);
        parser.HandleNextDocument(events);
        if (builder.has_value()) {
            second_document rest(builder, id, sink);
            parser.HandleNextDocument(rest);
        }
        return builder.finish();
    } catch (yaml_stop const&) {
        return std::nullopt;
    } catch (YAML::DeepRecursion const& deep) {
        auto const at = std::min<std::size_t>(builder_events::offset(deep.mark), sources[id].text().size());
        auto const begin = static_cast<std::uint32_t>(at);
        sink.error(diagnostic_code::L002, {id, {begin, begin}}, "lists and mappings are nested too deeply",
                   "Nest them less deeply.");
    } catch (YAML::Exception const& refused) {
        report_refusal(refused.msg, sources[id], id, builder_events::offset(refused.mark), builder.open_bracket(),
                       sink);
    }
    return std::nullopt;
}

}  // namespace carefare::syntax
