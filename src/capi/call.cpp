// See call.hpp.
#include "capi/call.hpp"

#include <algorithm>
#include <exception>
#include <limits>
#include <memory>
#include <new>
#include <vector>

#include <carefare/base/utf8.hpp>

namespace carefare::capi {

namespace {

using engine::call_code;

struct last_error {
    carefare_status status = CAREFARE_OK;
    std::vector<engine::problem> problems;
    char const* plain = nullptr;  ///< where there was no memory for more
};

last_error& of_thread() noexcept {
    thread_local last_error one;
    return one;
}

/// As much of a text as fits, cut at a character, with a NUL; the rest of the field is NULs.
template <std::size_t Size>
void put(char (&into)[Size], std::string_view text) {
    auto size = std::min(text.size(), Size - 1);
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    std::memset(into, 0, Size);
    std::memcpy(into, text.data(), size);
}

}  // namespace

carefare_status keep_error() noexcept {
    auto& last = of_thread();
    last.plain = nullptr;
    try {
        try {
            throw;
        } catch (engine::error const& found) {
            last.problems = found.all();
            auto const& code = found.first().code;
            last.status = code == engine::name_of(call_code::internal) ? CAREFARE_INTERNAL : code.front() == 'H' ? CAREFARE_BAD_CALL : CAREFARE_BAD_INPUT;
        } catch (std::bad_alloc const&) {
            last.problems.clear();
            last.plain = "there is not enough memory";
            last.status = CAREFARE_NO_MEMORY;
        } catch (std::exception const& found) {
            last.problems = engine::error(call_code::internal, found.what(), "Please report it with what was handed in.").all();
            last.status = CAREFARE_INTERNAL;
        } catch (...) {
            last.problems = engine::error(call_code::internal, "something unknown was thrown", "Please report it with what was handed in.").all();
            last.status = CAREFARE_INTERNAL;
        }
    } catch (...) {
        last.problems.clear();
        last.plain = "there is not enough memory to say what went wrong";
        last.status = CAREFARE_NO_MEMORY;
    }
    return last.status;
}

void forget_errors() noexcept {
    auto& last = of_thread();
    last.status = CAREFARE_OK;
    last.problems.clear();
    last.plain = nullptr;
}

std::string_view optional_text(char const* data, std::int64_t length, char const* name) {
    if (data == nullptr) {
        if (length > 0) throw engine::error(call_code::null_argument, std::string("'") + name + "' is NULL and has a length", "Hand in the text, or the length 0.");
        return {};
    }
    if (length < -1) throw engine::error(call_code::outside_range, std::string("the length of '") + name + "' is below -1", "Give the bytes, or -1 for a text with a NUL.");
    return length == -1 ? std::string_view(data) : std::string_view(data, static_cast<std::size_t>(length));
}

std::string_view text(char const* data, std::int64_t length, char const* name) {
    if (data == nullptr) throw engine::error(call_code::null_argument, std::string("'") + name + "' is NULL", "Hand in a text.");
    constexpr std::size_t longest_name = std::size_t{1} << 30U;
    auto const made = optional_text(data, length, name);
    if (made.size() > longest_name) throw engine::error(call_code::too_long, std::string("'") + name + "' has more than 1 GiB", "Hand in less at once.");
    return made;
}

std::uint32_t unsigned_of(std::int64_t value, char const* name) {
    if (value < 0 || value > std::numeric_limits<std::int32_t>::max())
        throw engine::error(call_code::outside_range, std::string("'") + name + "' is " + std::to_string(value), "Give a number that the library gave, from 0 on.");
    return static_cast<std::uint32_t>(value);
}

std::uint32_t choice(std::int32_t value, std::uint32_t count, char const* name) {
    if (value < 0 || static_cast<std::uint32_t>(value) >= count)
        throw engine::error(call_code::outside_range, std::string("'") + name + "' is " + std::to_string(value), "Use one of the constants of the header.");
    return static_cast<std::uint32_t>(value);
}

void give_text(carefare_text** into, std::string text) { give(into, handle_kind::text, std::make_shared<std::string>(std::move(text))); }

void view(std::string_view text, char const** data, std::int64_t* length) {
    needed(data, "text");
    needed(length, "length");
    *data = text.data() == nullptr ? "" : text.data();
    *length = static_cast<std::int64_t>(text.size());
}

}  // namespace carefare::capi

using namespace carefare::capi;

extern "C" {

int32_t carefare_abi_version(void) { return CAREFARE_ABI_VERSION; }
const char* carefare_version(void) { return CAREFARE_VERSION; }

int32_t carefare_error_count(void) {
    auto const& last = of_thread();
    return last.status == CAREFARE_OK ? 0 : static_cast<int32_t>(std::max<std::size_t>(1, last.problems.size()));
}

carefare_status carefare_last_error(int32_t number, carefare_error* into) {
    if (into == nullptr || into->struct_size != sizeof(carefare_error) || number < 0 || number >= std::max(1, carefare_error_count())) return CAREFARE_BAD_CALL;
    auto const& last = of_thread();
    carefare_error made{};
    made.struct_size = sizeof made;
    made.status = last.status;
    if (last.plain != nullptr) {
        put(made.code, carefare::engine::name_of(carefare::engine::call_code::out_of_memory));
        put(made.message, last.plain);
    } else if (static_cast<std::size_t>(number) < last.problems.size()) {
        auto const& one = last.problems[static_cast<std::size_t>(number)];
        made.line = static_cast<int32_t>(one.line);
        made.column = static_cast<int32_t>(one.column);
        put(made.code, one.code);
        put(made.message, carefare::printable(one.message));
        put(made.advice, carefare::printable(one.advice));
        put(made.file, one.file);
    }
    *into = made;
    return CAREFARE_OK;
}

carefare_status carefare_text_view(const carefare_text* of, const char** data, int64_t* length) {
    return call([&] { view(*object_of<std::string const>(of, handle_kind::text), data, length); });
}

carefare_status carefare_text_copy(const carefare_text* of, int64_t from, char* buffer, int64_t size, int64_t* copied) {
    return call([&] {
        auto const whole = object_of<std::string const>(of, handle_kind::text);
        needed(copied, "copied");
        if (size < 0 || from < 0 || static_cast<std::uint64_t>(from) > whole->size())
            throw carefare::engine::error(carefare::engine::call_code::outside_range, "'from' or 'size' is outside the text", "Go on where the last copy ended.");
        if (size > 0) needed(buffer, "buffer");
        auto const count = std::min(static_cast<std::size_t>(size), whole->size() - static_cast<std::size_t>(from));
        if (size > 0) {
            std::memcpy(buffer, whole->data() + from, count);
            std::memset(buffer + count, ' ', static_cast<std::size_t>(size) - count);
        }
        *copied = static_cast<int64_t>(count);
    });
}

carefare_status carefare_text_free(carefare_text* of) {
    return call([&] { free_handle(of, handle_kind::text); });
}

}  // extern "C"
