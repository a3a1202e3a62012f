// Loading: one workspace for all plans of a library. A load that fails leaves it to the plans that came before and begins
// with a fresh one, so that what is wrong is told every time.
#include <algorithm>
#include <filesystem>
#include <mutex>

#include "engine/plan_inside.hpp"
#include "engine/problems.hpp"

namespace carefare::engine {

namespace fs = std::filesystem;

struct library::state {
    std::mutex guard;
    std::shared_ptr<tree> current;
};

library::library(std::vector<std::string> paths) : paths_(std::move(paths)), state_(std::make_unique<state>()) {
    if (paths_.empty()) paths_.emplace_back(".");
    for (auto const& path : paths_) {
        std::error_code failed;
        if (fs::exists(path, failed)) continue;
        problem made;
        made.code = name_of(diagnostic_code::W002);
        made.message = "there is nothing at '" + path + "'";
        made.advice = "Name a folder with rules and plans, or a file below one.";
        throw error({std::move(made)});
    }
}

library::~library() = default;

std::shared_ptr<plan const> library::load(std::string const& name, overlay const& over) {
    std::lock_guard const one(state_->guard);
    auto& current = state_->current;
    if (!current) current = std::make_shared<tree>(paths_);
    auto const in = current;
    std::unique_lock const alone(in->guard);
    auto const before = in->work.sink.items().size();
    auto made = std::make_shared<plan::inside>();
    made->from = in;
    std::error_code failed;
    made->as_written = fs::is_regular_file(name, failed) ? in->work.plan_in(name) : in->work.plan_named(name, {});
    if (made->as_written == nullptr) {
        current.reset();
        throw_problems(in->work.sink, in->work.sources, before);
    }
    lay_over(over, *made);
    return std::make_shared<plan>(std::move(made));
}

std::vector<std::string> library::plan_names() const {
    cases::workspace work(paths_);
    std::vector<std::string> names;
    for (auto const& path : paths_) {
        auto const folder = fs::path(cases::find_root(path)) / "plans";
        std::error_code failed;
        if (!fs::is_directory(folder, failed)) continue;
        for (auto const& file : work.find({folder.string()}).plans)
            names.push_back(fs::path(file).lexically_relative(folder).replace_extension().generic_string());
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace carefare::engine
