// carefare test: run golden cases and show each result that is not as expected.
#pragma once

namespace CLI {
class App;
}

namespace carefare::cli {

/// Adds the command; `status` receives its exit status when it has run.
void register_test_command(CLI::App& app, int& status);

}  // namespace carefare::cli
