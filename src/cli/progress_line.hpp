// Says on a terminal how far a long command is, once two seconds have gone.
#pragma once

#include <unistd.h>

#include <chrono>
#include <iostream>

namespace carefare::cli {

class progress_line {
public:
    void operator()(std::size_t done, std::size_t all) {
        auto const now = std::chrono::steady_clock::now();
        if (!on_terminal_ || now - started_ < std::chrono::seconds(2) || now - told_ < std::chrono::milliseconds(100)) return;
        told_ = now;
        shown_ = true;
        std::cerr << "\r" << done << " of " << all << " partitions" << std::flush;
    }
    void end() const {
        if (shown_) std::cerr << "\n";
    }

private:
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now(), told_;
    bool on_terminal_ = isatty(STDERR_FILENO) != 0;
    bool shown_ = false;
};

}  // namespace carefare::cli
