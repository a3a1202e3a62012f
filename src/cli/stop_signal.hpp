// Whether the user, or the system, has asked a long command to end: Ctrl-C or a request to terminate.
#pragma once

namespace carefare::cli {

/// While it lives the first such signal is noted, and the command ends when it can; a second one ends it at once.
class stop_signal {
public:
    stop_signal();
    ~stop_signal();
    stop_signal(stop_signal const&) = delete;
    stop_signal& operator=(stop_signal const&) = delete;

    [[nodiscard]] static bool is_asked();
    /// 130 after Ctrl-C, 143 after a request to terminate: as shells tell of a command that a signal ended.
    [[nodiscard]] static int exit_status();
};

}  // namespace carefare::cli
