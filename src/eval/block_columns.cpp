// What a run over a block came to, as it stands in memory: for those who write many rows.
#include <carefare/base/append_text.hpp>
#include <carefare/eval/evaluate_block.hpp>

#include "eval/machine.hpp"

namespace carefare::eval {

block::whole_column block::column_of(std::size_t output) const {
    auto const& of = inside_->at(inside_->runs().outputs[output].value);
    whole_column made;
    made.flat = of.flat;
    if (of.wides.empty())
        made.cells = of.cells.data();
    else
        made.wides = of.wides.data();
    if (!of.states.empty()) made.states = of.states.data();
    return made;
}

/// Most made rows have a date in their key.
void block::add_key(std::string& into, checked::entity_id entity, row_number row) const {
    auto const& rows = inside_->rows();
    auto const& declared = inside_->runs().graph->entities[entity];
    auto const fields = declared.made.kind == checked::maker_kind::subset ? 0 : declared.made.key_fields();
    bool const dated = declared.made.kind != checked::maker_kind::host && fields == 1 &&
                       declared.made.fields[0].type_of.kind == checked::scalar::date;
    if (!dated || (!rows.at(entity).fields[0].states.empty() && rows.at(entity).fields[0].states[row] != state::value)) {
        into += rows.key_of(entity, row);
        return;
    }
    auto const& days = rows.at(entity).fields[0];
    add_key(into, declared.owner, rows.at(entity).owner[row]);
    into += ", ";
    append(into, date{static_cast<std::int32_t>(days.cells[days.flat ? 0 : row])});
}

}  // namespace carefare::eval
