// See block_memory.hpp. Where the allocator is another than that of the GNU library it is left as it is.
#include "cli/block_memory.hpp"

#include <cstdlib>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace carefare::cli {

void keep_block_memory() {
#if defined(__GLIBC__)
    // Columns of whole tables are larger than a block has, and are given back as soon as nobody needs them.
    constexpr int bytes_of_whole_tables = 4 << 20, most_kept = 256 << 20;
    ::mallopt(M_MMAP_THRESHOLD, bytes_of_whole_tables);
    ::mallopt(M_TRIM_THRESHOLD, most_kept);
#endif
}

}  // namespace carefare::cli
