// What a YAML document is, by its top keys.
#include <algorithm>

#include <carefare/syntax/read_files.hpp>

#include "syntax/section_readers.hpp"

namespace carefare::syntax {

document_kind kind_of(yaml_node const& document) {
    if (!document.is_mapping()) return document_kind::unknown;
    if (document.find("cases") != nullptr) return document_kind::cases;
    if (document.find("assume") != nullptr) return document_kind::assumptions;
    if (document.find("messages") != nullptr) return document_kind::messages;
    if (document.find("plan") != nullptr) return document_kind::plan;
    if (document.find("programme") != nullptr) return document_kind::programme;
    bool const has_section = std::any_of(document.entries.begin(), document.entries.end(), [](yaml_entry const& entry) {
        return find_section(entry.key.text) != nullptr;
    });
    return has_section ? document_kind::rules : document_kind::unknown;
}

}  // namespace carefare::syntax
