// libFuzzer target of tables of caseloads: any bytes are read into columns as row by row.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "fuzz/caseload_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i)
        text += static_cast<char>(data[i]);
    if (!carefare::cases::is_read_alike(text)) std::abort();
    return 0;
}
