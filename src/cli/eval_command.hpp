// carefare eval: the value of an expression of literals.
#pragma once

namespace CLI {
class App;
}

namespace carefare::cli {

/// Adds the command; `status` receives its exit status when it has run.
void register_eval_command(CLI::App& app, int& status);

}  // namespace carefare::cli
