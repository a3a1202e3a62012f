// Compiled for AVX2 where the compiler can; else the loops of the baseline under the other name.
#define CAREFARE_KERNELS avx2
#include "eval/kernels/loops.inc"
