// libFuzzer target of the expression language: any bytes give a tree that prints and reads back, or one diagnostic.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "fuzz/expr_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i)
        text += static_cast<char>(data[i]);
    if (!carefare::syntax::is_answered(text)) std::abort();
    return 0;
}
