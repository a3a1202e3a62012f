// carefare describe: the data that a programme reads.
#pragma once

namespace CLI {
class App;
}

namespace carefare::cli {

/// Adds the command; `status` receives its exit status when it has run.
void register_describe_command(CLI::App& app, int& status);

}  // namespace carefare::cli
