// carefare sample: a made-up caseload.
#pragma once

namespace CLI {
class App;
}

namespace carefare::cli {

/// Adds the command; `status` receives its exit status when it has run.
void register_sample_command(CLI::App& app, int& status);

}  // namespace carefare::cli
