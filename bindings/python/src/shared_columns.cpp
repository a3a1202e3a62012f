// Structures that share the buffers of a table: each of them, children included, may be moved away and released by itself.
#include "columns.hpp"

namespace carefare::python {

namespace {

template <class Structure>
struct shared_with {
    std::shared_ptr<arrow_table> of;
    std::vector<Structure> children;
    std::vector<Structure*> pointers;
    std::unique_ptr<Structure> dictionary;
};

template <class Structure>
void release_shared(Structure* its) {
    std::unique_ptr<shared_with<Structure>> const held(static_cast<shared_with<Structure>*>(its->private_data));
    for (auto& child : held->children) {
        if (child.release != nullptr) child.release(&child);
    }
    if (held->dictionary && held->dictionary->release != nullptr) held->dictionary->release(held->dictionary.get());
    its->release = nullptr;
}

template <class Structure>
Structure share(std::shared_ptr<arrow_table> const& of, Structure const& from) {
    auto held = std::make_unique<shared_with<Structure>>();
    held->of = of;
    auto const count = static_cast<std::size_t>(from.n_children);
    for (std::size_t c = 0; c < count; ++c) held->children.push_back(share(of, *from.children[c]));
    for (auto& child : held->children) held->pointers.push_back(&child);
    if (from.dictionary != nullptr) held->dictionary = std::make_unique<Structure>(share(of, *from.dictionary));
    auto made = from;
    made.children = held->pointers.data();
    made.dictionary = held->dictionary.get();
    made.release = release_shared<Structure>;
    made.private_data = held.release();
    return made;
}

}  // namespace

ArrowSchema shared_schema(std::shared_ptr<arrow_table> const& of) { return share(of, of->schema); }
ArrowArray shared_piece(std::shared_ptr<arrow_table> const& of, std::size_t piece) { return share(of, of->pieces[piece]); }

}  // namespace carefare::python
