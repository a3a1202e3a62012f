// libFuzzer target of the readers of files: any bytes are read as every kind of file, or refused with a place and
// advice.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "fuzz/file_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i)
        text += static_cast<char>(data[i]);
    if (!carefare::syntax::is_read_or_refused(text)) std::abort();
    return 0;
}
