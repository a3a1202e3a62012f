// What the tests of programs share: a programme of tests/unit/program/listings, checked.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include <carefare/checked/check.hpp>
#include <carefare/program/optimise.hpp>
#include <carefare/syntax/read_files.hpp>

namespace carefare::program {

inline std::string listing_folder(std::string const& name) {
    return std::string(CAREFARE_SOURCE_DIR) + "/tests/unit/program/listings/" + name;
}

inline checked::rule_graph graph_of(std::string const& name) {
    source_map sources;
    diagnostics sink;
    syntax::file_access const files(listing_folder(name));
    auto const read = syntax::read_programme(files, listing_folder(name), sources, sink);
    auto made = read ? checked::check(*read, files, sources, sink) : std::nullopt;
    for (auto const& item : sink.items()) ADD_FAILURE() << to_string(sources, item.where) << ": " << item.message;
    return made.value();
}

}  // namespace carefare::program
