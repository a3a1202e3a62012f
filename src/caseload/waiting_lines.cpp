// Each need in words once, and a line for each result.
#include "caseload/waiting_lines.hpp"

#include "cases/caseload_text.hpp"

namespace carefare::caseload {

waiting_lines::told const& waiting_lines::tell(std::uint32_t number) {
    if (told_.size() <= number) told_.resize(number + 1);
    auto& made = told_[number];
    if (made.is_made) return made;
    made.is_made = true;
    std::string const* last = nullptr;
    auto const needs = block_.needs_of(number);
    for (auto const& need : needs) {  // in order of kind and name
        made.lines += layout_.text_of(need);
        made.ends.push_back(made.lines.size());
        if (last == nullptr || need.name != *last) made.counts.push_back(&counts_[need.name]);
        last = &need.name;
    }
    return made;
}

void waiting_lines::add(std::string_view entity, std::string_view key, std::string_view output, std::uint32_t number, std::string& into) {
    auto const& needs = tell(number);
    for (auto* const count : needs.counts) ++*count;
    if (needs.ends.empty()) return;
    result_.clear();
    for (auto const cell : {entity, key, output}) cases::add_cell(result_, cell);
    result_ += ',';
    std::size_t begin = 0;
    for (auto const end : needs.ends) {
        into += result_;
        into.append(needs.lines, begin, end - begin);
        begin = end;
    }
}

void waiting_lines::add(std::string_view entity, std::string_view key, std::string_view what, std::set<reference::need> const& needs, std::string& into) {
    for (auto const& need : needs) {
        ++counts_[need.name];
        layout_.add_need(entity, key, what, need, into);
    }
}

void waiting_lines::count(std::map<std::string, std::size_t>& into) {
    for (auto& [name, count] : counts_) {
        if (count != 0) into[name] += count;
        count = 0;
    }
}

}  // namespace carefare::caseload
