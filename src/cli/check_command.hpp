// carefare check: are these programmes, plans and cases well formed and proven?
#pragma once

namespace CLI {
class App;
}

namespace carefare::cli {

/// Adds the command; `status` receives its exit status when it has run.
void register_check_command(CLI::App& app, int& status);

}  // namespace carefare::cli
