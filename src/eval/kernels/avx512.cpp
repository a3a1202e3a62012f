// Compiled for AVX-512 where the compiler can; else the loops of the baseline under the other name.
#define CAREFARE_KERNELS avx512
#include "eval/kernels/loops.inc"
