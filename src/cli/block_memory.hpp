// Memory of long runs.
#pragma once

namespace carefare::cli {

/// Blocks that are done leave their memory to the blocks that come, in place of giving it back to the system page by page. For
/// the whole process: a choice of programs, not of libraries.
void keep_block_memory();

}  // namespace carefare::cli
