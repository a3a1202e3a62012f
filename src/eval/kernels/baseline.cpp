// For every processor that the library is built for.
#define CAREFARE_KERNELS baseline
#include "eval/kernels/loops.inc"
