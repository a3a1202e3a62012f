// The folders and files of a programme, in order, each once.
#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include <carefare/syntax/read_files.hpp>

#include "syntax/read_fields.hpp"
#include "syntax/read_head.hpp"
#include "syntax/section_readers.hpp"

namespace carefare::syntax {

namespace {

constexpr std::string_view head_file = "programme.yaml";

/// Keys of programme.yaml: its own, and all sections.
fields::keys head_keys() {
    fields::keys keys{"programme", "title", "include", "partition", "stages", "uses", "omits"};
    keys.insert(keys.end(), section_names().begin(), section_names().end());
    return keys;
}

std::string join(std::string const& folder, std::string const& name) {
    return (std::filesystem::path(folder) / name).lexically_normal().generic_string();
}

/// True if `inner` is `outer` or lies below it; both resolved.
bool is_within(std::string const& inner, std::string const& outer) {
    return inner.starts_with(outer) &&
           (inner.size() == outer.size() || outer.ends_with('/') || inner[outer.size()] == '/');
}

std::string_view kind_phrase(document_kind kind) {
    switch (kind) {
        case document_kind::programme:
            return "the head of a programme";
        case document_kind::rules:
            return "a rule file";
        case document_kind::plan:
            return "a plan";
        case document_kind::cases:
            return "a file of cases";
        case document_kind::assumptions:
            return "a file of assumptions";
        case document_kind::unknown:
            return "a file of no known kind";
    }
    return "";
}

/// Reads one programme; holds what was visited on the way.
class loader {
public:
    loader(file_access const& files, source_map& sources, reader& in) : files_(files), sources_(sources), in_(in) {}

    bool read(std::string const& folder) {
        auto const path = join(folder, std::string(head_file));
        auto const document = open(path, location{});
        if (!document) return false;
        if (auto const kind = kind_of(*document); kind != document_kind::programme) {
            report_kind(*document, path, kind, "Begin it with 'programme:' and 'title:'.");
            return false;
        }
        fields const head(*document, document->where, "this programme", head_keys(), in_);
        programme_.name = head.need_name("programme", name_form::path);
        programme_.title = head.need_text("title");
        if (auto const* const list = head.find("omits")) read_omissions(*list);
        if (auto const* const uses = head.find("uses")) programme_.uses = read_uses(*uses, in_);
        head.exclude("partition", "stages", "Leave it out: the first stage names the partition.");
        auto partition = head.some_name("partition", name_form::simple);
        if (auto const* const stages = head.find("stages")) {
            programme_.stages = read_stages(*stages, in_);
            if (!programme_.stages.empty()) partition = programme_.stages.front().entity;
        }
        read_folder(folder, location{}, &head);
        drop_duplicates(programme_, in_);
        if (partition && is_whole_) mark_partition(*partition);
        return true;
    }

    programme_syntax take() { return std::move(programme_); }

private:
    struct open_folder {
        std::string place;
        location asked_for;
    };

    void read_omissions(yaml_node const& list) {
        if (!expect_kind(list, yaml_kind::sequence, "'omits'", in_)) return;
        for (auto const& item : list.items) {
            fields const one(item, item.where, "what is omitted", {"what", "cite"}, in_);
            programme_.omits.push_back({one.need_text("what"), one.need_text("cite")});
        }
    }

    std::optional<yaml_node> open(std::string const& path, location asked_for) {
        yaml_limits const limits;
        auto const id = files_.open(path, sources_, in_.sink, asked_for, limits.bytes);
        if (!id) return {};
        return read_yaml(sources_, *id, in_.sink, limits);
    }

    void report_kind(yaml_node const& document, std::string const& path, document_kind kind, std::string advice) {
        in_.error(diagnostic_code::K009, document.where, "'" + path + "' is " + std::string(kind_phrase(kind)),
                  std::move(advice));
    }

    /// Reads the head's includes and sections, if there is a head, then all rule files, then the included folders.
    void read_folder(std::string const& folder, location asked_for, fields const* head) {
        auto const place = files_.identity(folder);
        open_folders_.push_back({place.value_or(folder), asked_for});
        done_.push_back(place.value_or(folder));
        if (head != nullptr) read_sections(*head, programme_, in_);
        std::vector<std::string> paths;
        find_files(folder, asked_for, 0, paths);
        for (auto const& path : paths)
            read_rule_file(path, asked_for);
        if (head != nullptr) {
            if (auto const* const list = head->find("include")) read_includes(folder, *list);
        }
        open_folders_.pop_back();
    }

    void find_files(std::string const& folder, location asked_for, std::uint32_t depth,
                    std::vector<std::string>& paths) {
        if (depth > in_.limits.folder_depth) return report_depth("'" + folder + "' is nested too deeply", asked_for);
        auto const entries = files_.list(folder, in_.sink, asked_for, in_.limits.files);
        if (!entries) return;
        for (auto const& entry : *entries) {
            auto const path = join(folder, entry.name);
            if (entry.what == folder_entry::kind::folder) {
                if (entry.name != "cases" && entry.name != "tables") find_files(path, asked_for, depth + 1, paths);
            } else if (entry.what == folder_entry::kind::file && entry.name.ends_with(".yaml")) {
                if (depth > 0 || entry.name != head_file) paths.push_back(path);
            } else if (entry.what != folder_entry::kind::file || entry.name != "README.md") {
                report_stranger(path, entry, asked_for);
            }
        }
    }

    void report_depth(std::string message, location asked_for) {
        in_.error(diagnostic_code::L033, asked_for, std::move(message),
                  "Keep folders, and folders that include folders, below " + std::to_string(in_.limits.folder_depth) +
                      " levels.");
    }

    void report_stranger(std::string const& path, folder_entry const& entry, location asked_for) {
        auto advice = std::string("Move it out of the folder; CSV files stand in 'tables', cases in 'cases'.");
        if (entry.name.ends_with(".yml")) advice = "Let its name end in '.yaml'.";
        auto const what = entry.what == folder_entry::kind::file ? "does not belong to a programme"
                                                                 : "is neither a file nor a folder of its own";
        in_.error(diagnostic_code::K026, asked_for, "'" + path + "' " + what, advice);
    }

    void read_rule_file(std::string const& path, location asked_for) {
        if (files_read_ == in_.limits.files) {
            in_.error(diagnostic_code::L030, asked_for,
                      "this programme has more than " + std::to_string(in_.limits.files) + " files",
                      "Join some of them.");
        }
        if (++files_read_ > in_.limits.files) return;
        auto const document = open(path, asked_for);
        if (!document) {
            is_whole_ = false;
            return;
        }
        auto const kind = kind_of(*document);
        if (kind == document_kind::rules || (kind == document_kind::unknown && document->is_mapping())) {
            // The keys of a document of no known kind are reported one by one.
            read_sections({*document, document->where, "this file", section_names(), in_}, programme_, in_);
        } else {
            report_kind(*document, path, kind,
                        "Write the sections of a rule file (" + alternatives(section_names()) +
                            "), or move the file to where it belongs.");
        }
    }

    void read_includes(std::string const& folder, yaml_node const& list) {
        std::vector<located<std::string>> listed;
        for (auto const& item : read_texts(list, "'include'", in_)) {
            bool const is_absolute = item.value.starts_with('/') || item.value.find('\\') != std::string::npos;
            if (is_absolute) {
                in_.error(diagnostic_code::K024, item.where,
                          in_quotes(item.value) + " is no path as seen from this folder",
                          "Write a relative path such as '../common'.");
                continue;
            }
            auto const path = join(folder, item.value);
            auto const place = files_.identity(path).value_or(path);
            auto const twin =
                std::find_if(listed.begin(), listed.end(), [&](auto const& each) { return each.value == place; });
            if (twin == listed.end())
                include(path, place, item);
            else
                report_part(item, {{twin->where, "the same folder is included here"}});
            listed.push_back({place, item.where});
        }
    }

    void include(std::string const& path, std::string const& place, name_text const& written) {
        auto const open_one = std::find_if(open_folders_.begin(), open_folders_.end(),
                                           [&](open_folder const& each) { return each.place == place; });
        if (open_one != open_folders_.end()) return report_cycle(written, open_one);
        for (auto const& done : done_) {
            if (place == done) return;  // two folders need a third: read once
            if (is_within(place, done) || is_within(done, place)) return report_part(written, {});
        }
        if (open_folders_.size() > in_.limits.folder_depth) {
            return report_depth("includes are nested too deeply", written.where);
        }
        auto const head_path = join(path, std::string(head_file));
        if (!files_.identity(head_path)) return read_folder(path, written.where, nullptr);
        auto const document = open(head_path, written.where);
        if (!document) return;
        // Its own name, title, partition and omissions are for when it is read by itself.
        fields const head(*document, document->where, "this programme", head_keys(), in_);
        if (head) read_folder(path, written.where, &head);
    }

    void report_part(name_text const& written, std::vector<label> labels) {
        in_.sink.add({diagnostic_code::K023, severity::error,
                      in_quotes(written.value) + " is a part of this programme already", written.where,
                      std::move(labels), "Remove it from 'include'."});
    }

    void report_cycle(name_text const& written, std::vector<open_folder>::const_iterator first) {
        std::vector<label> labels;
        for (auto next = first + 1; next != open_folders_.end(); ++next) {
            labels.push_back({next->asked_for, "included here"});
        }
        in_.sink.add({diagnostic_code::K022, severity::error,
                      in_quotes(written.value) + " names a folder that is being read, through its own includes",
                      written.where, std::move(labels),
                      "Remove one of the includes, or move what both need into a third folder."});
    }

    void mark_partition(name_text const& name) {
        std::vector<std::string> known;
        for (auto& entity : programme_.entities) {
            if (entity.name.value == name.value) {
                entity.partition = name.where;
                return;
            }
            known.push_back(entity.name.value);
        }
        auto const near = nearest_name(name.value, known);
        in_.error(diagnostic_code::K031, name.where, "there is no entity " + in_quotes(name.value),
                  near.empty() ? "Name an entity of this programme." : "Did you mean '" + near + "'?");
    }

    file_access const& files_;
    source_map& sources_;
    reader& in_;
    programme_syntax programme_;
    std::vector<open_folder> open_folders_;  ///< the chain of includes that is being read
    std::vector<std::string> done_;          ///< every folder that was begun, resolved
    std::uint32_t files_read_ = 0;
    bool is_whole_ = true;  ///< no file is missing, so that a name that is not found is nowhere
};

}  // namespace

std::optional<programme_syntax> read_programme(file_access const& files, std::string const& folder, source_map& sources,
                                               diagnostics& sink, read_limits const& limits) {
    reader in{sink, limits};
    loader loading(files, sources, in);
    if (!loading.read(folder)) return {};
    return loading.take();
}

}  // namespace carefare::syntax
