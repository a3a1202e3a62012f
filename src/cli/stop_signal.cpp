// Signals that are noted.
#include "cli/stop_signal.hpp"

#include <csignal>

namespace carefare::cli {

namespace {

constexpr int base_of_exit_status = 128;
std::sig_atomic_t volatile noted = 0;

extern "C" void note_signal(int number) {
    noted = number;
    std::signal(number, SIG_DFL);  // the second ends the program
}

}  // namespace

stop_signal::stop_signal() {
    noted = 0;
    std::signal(SIGINT, note_signal);
    std::signal(SIGTERM, note_signal);
}

stop_signal::~stop_signal() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

bool stop_signal::is_asked() {
    return noted != 0;
}

int stop_signal::exit_status() {
    return base_of_exit_status + noted;
}

}  // namespace carefare::cli
