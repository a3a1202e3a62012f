// What a run over a block came to, as it stands in memory: for those who write many rows.
#include <carefare/eval/evaluate_block.hpp>

#include "eval/machine.hpp"

namespace carefare::eval {

namespace {

block::whole_column whole(column const& of) {
    block::whole_column made;
    made.flat = of.flat;
    if (of.wides.empty())
        made.cells = of.cells.data();
    else
        made.wides = of.wides.data();
    if (!of.states.empty()) made.states = of.states.data();
    return made;
}

}  // namespace

block::whole_column block::column_of(std::size_t output) const {
    return whole(inside_->at(inside_->runs().outputs[output].value));
}

block::whole_column block::column_of_paid_by(std::size_t number) const {
    return whole(inside_->at(inside_->runs().paid_by[number].day));
}

block::whole_column block::column_of_carried(std::size_t table, std::size_t fact) const {
    return whole(inside_->at(inside_->runs().carried_tables[table].facts[fact].value));
}

void block::add_key(std::string& into, checked::entity_id entity, row_number row) const {
    inside_->rows().add_key(into, entity, row);
}

}  // namespace carefare::eval
