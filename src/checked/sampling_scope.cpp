// Names of the section `sampling`: tables, fields of a row, of its owners and of the rows it links to.
#include "checked/sampling_scope.hpp"

#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

std::optional<std::uint32_t> find_link(sampling const& of, std::uint32_t table, std::string_view name) {
    auto const& fields = of.tables[table].fields;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
        if (fields[i].what == sample_field::kind::link && fields[i].name == name) return i;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> sampling_scope::find_table(std::string_view entity) const {
    for (std::uint32_t t = 0; t < out.tables.size(); ++t) {
        if (name_of(t) == entity) return t;
    }
    return std::nullopt;
}

std::optional<std::uint32_t> sampling_scope::find_field(std::uint32_t table, std::string_view name) const {
    auto const& fields = out.tables[table].fields;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
        if (fields[i].what != sample_field::kind::link && fields[i].name == name) return i;
    }
    return std::nullopt;
}

std::optional<sample_ref> sampling_scope::resolve(syntax::name_text const& name, std::uint32_t table) {
    auto const dot = name.value.find('.');
    auto const head = name.value.substr(0, dot);
    auto const rest = dot == std::string::npos ? head : name.value.substr(dot + 1);
    sample_ref ref;
    std::vector<std::string> near;
    if (table == no_id) {
        error(diagnostic_code::B002, name.where, "there is no row whose " + quoted(name.value) + " could be read here", "Write a value, 'weights' or 'uniform'.");
        return std::nullopt;
    }
    if (dot == std::string::npos) {
        if (auto const field = find_field(table, head)) return sample_ref{0, no_id, *field};
        for (auto const& field : out.tables[table].fields) near.push_back(field.name);
    }
    for (auto at = table; dot != std::string::npos && at != no_id; at = out.tables[at].owner, ++ref.up) {
        near.push_back(name_of(at));
        if (name_of(at) == head) {
            if (auto const field = find_field(at, rest)) return sample_ref{ref.up, no_id, *field};
            near.clear();
            for (auto const& field : out.tables[at].fields) near.push_back(head + "." + field.name);
            break;
        }
        if (auto const link = find_link(out, at, head)) {
            auto const pool = out.tables[at].fields[*link].pool;
            if (auto const field = find_field(pool, rest)) return sample_ref{ref.up, *link, *field};
            near.clear();
            for (auto const& field : out.tables[pool].fields) near.push_back(head + "." + field.name);
            break;
        }
    }
    error(diagnostic_code::B002, name.where, quoted(name.value) + " is nothing that is drawn before it is read here",
          did_you_mean(name.value, near, "Name a trait or a fact that stands above, or one of an owner or of a linked row: entity.fact."));
    return std::nullopt;
}

sample_field const& sampling_scope::field_of(sample_ref const& ref, std::uint32_t table) const {
    for (auto up = ref.up; up > 0; --up) table = out.tables[table].owner;
    if (ref.link != no_id) table = out.tables[table].fields[ref.link].pool;
    return out.tables[table].fields[ref.field];
}

std::vector<scalar_value> sampling_scope::words_of(sample_field const& field) const {
    std::vector<scalar_value> all;
    if (field.what == sample_field::kind::trait) {
        for (auto const& one : field.words) all.emplace_back(one);
    } else if (field.type_of.kind == scalar::boolean) {
        all = {true, false};
    } else if (field.type_of.kind == scalar::word) {
        auto const size = static_cast<std::uint32_t>(b.graph.word_lists[field.type_of.words].words.size());
        for (std::uint32_t i = 0; i < size; ++i) all.emplace_back(word{i});
    }
    if (!all.empty() && field.type_of.optional) all.emplace_back(none_value{});
    return all;
}

}  // namespace carefare::checked
