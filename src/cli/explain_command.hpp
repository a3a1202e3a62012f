// carefare explain: why a result of a case is what it is.
#pragma once

namespace CLI {
class App;
}

namespace carefare::cli {

/// Adds the command; `status` receives its exit status when it has run.
void register_explain_command(CLI::App& app, int& status);

}  // namespace carefare::cli
