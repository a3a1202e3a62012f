// libFuzzer target of files of rate tables: any bytes are a table, or refused with a place and advice.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "fuzz/rates_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i)
        text += static_cast<char>(data[i]);
    if (!carefare::cases::is_checked_or_refused(text)) std::abort();
    return 0;
}
