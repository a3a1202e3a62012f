// The border: nothing is thrown across it, and what went wrong is kept for the thread.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include <carefare/carefare.h>
#include <carefare/engine/error.hpp>

#include "capi/handles.hpp"

namespace carefare::capi {

/// Keeps what is being thrown; the status that tells of it.
[[nodiscard]] carefare_status keep_error() noexcept;
void forget_errors() noexcept;

/// Does a call; whatever is thrown becomes a status.
template <class Work>
carefare_status call(Work work) noexcept {
    try {
        work();
        forget_errors();
        return CAREFARE_OK;
    } catch (...) {
        return keep_error();
    }
}

/// A pointer that the call writes to or reads from.
template <class Pointed>
Pointed& needed(Pointed* pointer, char const* name) {
    if (pointer == nullptr) throw engine::error(engine::call_code::null_argument, std::string("'") + name + "' is NULL", "Hand in a pointer.");
    return *pointer;
}

/// A text; NULL only with length 0 or -1 where it may be missing.
[[nodiscard]] std::string_view text(char const* data, std::int64_t length, char const* name);
[[nodiscard]] std::string_view optional_text(char const* data, std::int64_t length, char const* name);

/// A copy of a structure of the caller's. Throws H001 or H003.
template <class Structure>
Structure sized(Structure const* from, char const* name) {
    auto const& given = needed(from, name);
    if (given.struct_size != sizeof(Structure)) {
        throw engine::error(engine::call_code::wrong_size, std::string("struct_size of ") + name + " is " + std::to_string(given.struct_size) + ", and it has " + std::to_string(sizeof(Structure)) + " bytes",
                            "Set struct_size to sizeof of the structure, and build with the header of this library.");
    }
    return given;
}
/// Before a structure is filled.
template <class Structure>
Structure& sized_for_writing(Structure* into, char const* name) {
    (void)sized(static_cast<Structure const*>(into), name);
    return *into;
}

/// A count or a number of the caller's, from 0 on.
[[nodiscard]] std::uint32_t unsigned_of(std::int64_t value, char const* name);
/// One of `count` choices.
[[nodiscard]] std::uint32_t choice(std::int32_t value, std::uint32_t count, char const* name);

void give_text(carefare_text** into, std::string text);
void view(std::string_view text, char const** data, std::int64_t* length);

}  // namespace carefare::capi
