// Loading programmes and plans once, by folder, file or name.
#include <carefare/cases/workspace.hpp>

#include <algorithm>
#include <filesystem>

#include "cases/suggest_name.hpp"

namespace carefare::cases {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t max_yaml_bytes = 4 * 1024 * 1024;

/// A path below the root as a person in the working directory would write it.
std::string shown(fs::path const& path) {
    std::error_code failed;
    auto const here = fs::current_path(failed);
    auto const relative = fs::weakly_canonical(path, failed).lexically_relative(here);
    auto const text = relative.generic_string();
    return text.empty() || text.starts_with("../..") ? path.generic_string() : text;
}

}  // namespace

namespace {

std::string did_you_mean(std::string const& near, std::string otherwise) {
    return near.empty() ? std::move(otherwise) : "Did you mean '" + near + "'?";
}

/// Where the rules stand elsewhere: the nearest folder that has plans, of a root without rules or above it; else empty.
std::string folder_with_plans(std::string const& root) {
    std::error_code failed;
    if (fs::is_directory(fs::path(root) / "rules", failed) || fs::is_regular_file(fs::path(root) / "programme.yaml", failed)) return {};
    for (fs::path at = root; !at.empty(); at = at.parent_path()) {
        if (fs::is_directory(at / "plans", failed)) return at.string();
        if (at == at.parent_path()) break;
    }
    return {};
}

std::vector<std::string> roots_of(std::vector<std::string> const& paths) {
    std::vector<std::string> roots;
    for (auto const& path : paths) {
        auto root = find_root(path);
        if (std::find(roots.begin(), roots.end(), root) == roots.end()) roots.push_back(std::move(root));
    }
    if (roots.empty()) roots.push_back(find_root("."));
    return roots;
}

std::vector<std::string> folders_with_plans(std::vector<std::string> const& roots, std::string const& rules) {
    std::vector<std::string> found;
    for (auto const& root : roots) {
        auto folder = rules.empty() ? std::string() : folder_with_plans(root);
        if (!folder.empty() && std::find(found.begin(), found.end(), folder) == found.end()) found.push_back(std::move(folder));
    }
    return found;
}

std::vector<std::string> all_of(std::vector<std::string> some, std::vector<std::string> const& more, std::string const& rules) {
    some.insert(some.end(), more.begin(), more.end());
    if (!rules.empty()) some.push_back(find_root(rules));
    return some;
}

}  // namespace

workspace::workspace(std::vector<std::string> const& paths, std::string const& rules)
    : roots_(roots_of(paths)), name_roots_(folders_with_plans(roots_, rules)), files_(all_of({common_folder(roots_)}, name_roots_, rules)) {
    name_roots_ = all_of(roots_, name_roots_, rules);
    roots_ = all_of(std::move(roots_), {}, rules);
}

std::string workspace::find_below_roots(std::string const& folder, std::string const& name) const {
    for (auto const& root : name_roots_) {
        auto const path = (fs::path(root) / folder / name).string();
        if (files_.identity(path)) return path;
    }
    return {};
}

std::string workspace::key_of(std::string const& path) const { return files_.identity(path).value_or(path); }

syntax::yaml_node const* workspace::document(std::string const& path, location const& asked_for) {
    auto const [place, fresh] = documents_.try_emplace(key_of(path));
    if (fresh) {
        // What a person named, not a file: then what lies beside may be told.
        std::error_code failed;
        bool const is_named_by_person = asked_for.source.value == source_id::none;
        auto const near = is_named_by_person && !fs::exists(path, failed) ? nearest_file(path) : std::string();
        if (!near.empty()) {
            sink.error(diagnostic_code::K025, {}, "there is no '" + path + "'", did_you_mean(near, {}));
        } else if (auto const id = files_.open(path, sources, sink, asked_for, max_yaml_bytes)) {
            if (auto node = syntax::read_yaml(sources, *id, sink)) place->second = std::make_unique<syntax::yaml_node>(std::move(*node));
        }
    }
    return place->second.get();
}

checked::rule_graph const* workspace::programme_in(std::string const& folder) {
    auto const [place, fresh] = programmes_.try_emplace(key_of(folder));
    if (fresh) {
        auto const errors = sink.error_count();
        auto const read = syntax::read_programme(files_, folder, sources, sink);
        if (read && sink.error_count() == errors) {
            open_programmes_.push_back(read->name.value);
            auto graph = checked::check(*read, files_, sources, sink, {}, &counters_,
                                        [this](std::string const& name, location const& asked_for) { return used_programme(name, asked_for); });
            open_programmes_.pop_back();
            if (graph) place->second = std::make_unique<checked::rule_graph>(std::move(*graph));
        }
    }
    return place->second.get();
}

checked::rule_graph const* workspace::used_programme(std::string const& name, location const& asked_for) {
    auto const first = std::find(open_programmes_.begin(), open_programmes_.end(), name);
    if (first == open_programmes_.end()) return programme_named(name, asked_for);
    std::string circle = "'" + *first + "' uses ";
    for (auto at = first + 1; at != open_programmes_.end(); ++at) circle += "'" + *at + "', which uses ";
    sink.error(diagnostic_code::W024, asked_for, circle + "'" + name + "'", "Take one of the uses away: results go one way.");
    return nullptr;
}

checked::rule_graph const* workspace::programme_named(std::string const& name, location const& asked_for) {
    for (auto const& [key, graph] : programmes_) {
        if (graph && graph->name == name) return graph.get();
    }
    if (auto const file = find_below_roots("rules", name + "/programme.yaml"); !file.empty()) {
        return programme_in(shown(fs::path(file).parent_path()));
    }
    sink.error(diagnostic_code::W002, asked_for, "there is no programme '" + name + "'",
               did_you_mean(nearest_path_name(name, programme_names_below(roots_)),
                            "Name a programme whose folder stands below rules/, or give the folder of this one on the command line."));
    return nullptr;
}

bool workspace::has_own_name(syntax::plan_syntax const& plan, std::string const& path) {
    for (auto const& [key, other] : plans_) {
        if (!other || other->plan.name != plan.name.value) continue;
        diagnostic d;
        d.code = diagnostic_code::W020;
        d.where = plan.name.where;
        d.message = "two plans are named '" + plan.name.value + "'";
        d.labels.push_back({other->plan.where, "the other plan"});
        d.advice = "Give one of them another name.";
        sink.add(std::move(d));
        return false;
    }
    std::error_code failed;
    for (auto const& root : roots_) {
        auto const inside = fs::weakly_canonical(path, failed).lexically_relative(fs::path(root) / "plans").replace_extension().generic_string();
        if (inside.empty() || inside.starts_with("..") || inside == plan.name.value) continue;
        sink.error(diagnostic_code::W021, plan.name.where, "this plan is named '" + plan.name.value + "' and its file " + inside + ".yaml",
                   "Write `plan: " + inside + "`, or rename the file.");
        return false;
    }
    return true;
}

workspace::loaded_plan const* workspace::plan_in(std::string const& path) {
    auto const key = key_of(path);
    if (auto const found = plans_.find(key); found != plans_.end()) return found->second.get();
    plans_[key] = nullptr;
    auto const* tree = document(path, {});
    if (tree == nullptr) return nullptr;
    auto const errors = sink.error_count();
    auto const read = syntax::read_plan(*tree, sink);
    if (!read) return nullptr;
    auto made = sink.error_count() == errors ? check_plan(*read, path) : nullptr;
    if (made == nullptr) broken_plans_.insert(read->name.value);
    plans_[key] = std::move(made);
    return plans_[key].get();
}

std::unique_ptr<workspace::loaded_plan> workspace::check_plan(syntax::plan_syntax const& read, std::string const& path) {
    auto const* programme = programme_named(read.programme.value, read.programme.where);
    if (programme == nullptr) return nullptr;
    auto plan = checked::check_plan(read, *programme, sink);
    if (!plan || !has_own_name(read, path)) return nullptr;
    std::unique_ptr<checked::rule_graph const> answered;
    if (!read.hooks.empty()) {
        answered = answer(*programme, read.hooks, plan->source, read.source.where, sink);
        if (answered == nullptr) return nullptr;
        programme = answered.get();
    }
    return std::make_unique<loaded_plan>(loaded_plan{programme, std::move(*plan), path, std::move(answered)});
}

std::unique_ptr<checked::rule_graph const> workspace::answer(checked::rule_graph const& programme,
                                                             std::vector<syntax::hook_answer_syntax> const& answers,
                                                             std::string const& source, location const& where,
                                                             diagnostics& found) {
    auto made = checked::with_answers(programme, answers, {source, where}, files_, sources, found);
    return made ? std::make_unique<checked::rule_graph const>(std::move(*made)) : nullptr;
}

workspace::loaded_plan const* workspace::with_hooks(loaded_plan const& plan,
                                                    std::vector<syntax::hook_answer_syntax> const& answers,
                                                    std::string const& source, diagnostics& found) {
    std::string key = source;
    for (auto const& one : answers)
        key += '\n' + std::to_string(one.name.where.source.value) + ' ' + std::to_string(one.name.where.where.begin);
    auto& kept = varied_plans_[{&plan, key}];
    if (kept) return kept.get();
    auto answered = answer(*plan.programme, answers, source, {}, found);
    if (answered == nullptr) return nullptr;
    auto const* programme = answered.get();
    kept = std::make_unique<loaded_plan>(loaded_plan{programme, plan.plan, plan.path, std::move(answered)});
    return kept.get();
}

workspace::loaded_plan const* workspace::plan_named(std::string const& name, location const& asked_for) {
    for (auto const& [key, loaded] : plans_) {
        if (loaded && loaded->plan.name == name) return loaded.get();
    }
    if (broken_plans_.contains(name)) return nullptr;
    if (auto const path = find_below_roots("plans", name + ".yaml"); !path.empty()) return plan_in(shown(path));
    auto const near = name.ends_with(".yaml") ? nearest_file(name) : nearest_path_name(name, plan_names_below(roots_));
    sink.error(diagnostic_code::W002, asked_for, "there is no plan '" + name + "'",
               did_you_mean(near, "Name a plan whose file stands below plans/, or give its file on the command line."));
    return nullptr;
}

std::optional<checked::messages> workspace::messages_in(std::string const& path) {
    auto const errors = sink.error_count();
    auto const* tree = document(path, {});
    if (tree == nullptr) return {};
    auto const read = syntax::read_messages(*tree, sink);
    if (!read || sink.error_count() != errors) return {};
    auto const* programme = programme_named(read->programme.value, read->programme.where);
    if (programme == nullptr) return {};
    return checked::check_messages(*read, *programme, sink);
}

}  // namespace carefare::cases
