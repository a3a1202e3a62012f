// Asked once, when the program starts to evaluate.
#include "eval/kernels/runnable.hpp"

namespace carefare::eval::kernels {

std::vector<functions const*> runnable() {
    std::vector<functions const*> all{&baseline};
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
    if (__builtin_cpu_supports("avx2") != 0) all.push_back(&avx2);
    bool const has_avx512 = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
                            __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0;
    if (has_avx512) all.push_back(&avx512);
#endif
    return all;
}

functions const& chosen() {
    static functions const& best = *runnable().back();
    return best;
}

}  // namespace carefare::eval::kernels
