// Asked once, when the program starts to evaluate.
#include "eval/kernels/kernels.hpp"

namespace carefare::eval::kernels {

functions const& chosen() {
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
    static bool const has_avx2 = __builtin_cpu_supports("avx2") != 0;
    return has_avx2 ? avx2 : baseline;
#else
    return baseline;
#endif
}

}  // namespace carefare::eval::kernels
