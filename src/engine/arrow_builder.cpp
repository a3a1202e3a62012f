// See arrow_builder.hpp. A parent that is released releases its children, but for those a consumer has moved out.
#include "engine/arrow_builder.hpp"

#include <cstring>
#include <limits>
#include <utility>

#include <carefare/engine/error.hpp>

namespace carefare::engine {

namespace {

constexpr std::size_t bits_of_byte = 8;

void set_bit(std::vector<std::uint8_t>& bits, std::int64_t place, bool value) {
    auto const at = static_cast<std::size_t>(place);
    if (bits.size() <= at / bits_of_byte) bits.push_back(0);
    if (value) bits[at / bits_of_byte] = static_cast<std::uint8_t>(bits[at / bits_of_byte] | (1U << (at % bits_of_byte)));
}

struct held_schema {
    std::string name, format;
    std::vector<ArrowSchema> children;
    std::vector<ArrowSchema*> pointers;
    ArrowSchema dictionary{};
};

struct held_array {
    std::shared_ptr<arrow_column const> column;
    std::vector<void const*> buffers;
    std::vector<ArrowArray> children;
    std::vector<ArrowArray*> pointers;
    ArrowArray dictionary{};
};

template <class Structure, class Held>
void release(Structure* of) {
    auto* const held = static_cast<Held*>(of->private_data);
    for (auto& child : held->children) {
        if (child.release != nullptr) child.release(&child);
    }
    if (held->dictionary.release != nullptr) held->dictionary.release(&held->dictionary);
    delete held;
    of->release = nullptr;
    of->private_data = nullptr;
}

extern "C" void carefare_release_schema(ArrowSchema* of) { release<ArrowSchema, held_schema>(of); }
extern "C" void carefare_release_array(ArrowArray* of) { release<ArrowArray, held_array>(of); }

/// Filled from below, so that what throws leaves only what is owned.
template <class Structure, class Held>
struct owned {
    Structure made{};
    explicit owned(std::unique_ptr<Held> held, void (*with)(Structure*)) {
        made.private_data = held.release();
        made.release = with;
    }
    ~owned() {
        if (made.release != nullptr) made.release(&made);
    }
    owned(owned const&) = delete;
    owned& operator=(owned const&) = delete;
    void give(Structure& to) {
        to = made;
        made.release = nullptr;
    }
};

void fill(ArrowSchema& into, arrow_column const& column) {
    owned<ArrowSchema, held_schema> out(std::make_unique<held_schema>(), carefare_release_schema);
    auto& held = *static_cast<held_schema*>(out.made.private_data);
    held.name = column.name;
    held.format = column.format;
    held.children.resize(column.children.size());
    for (std::size_t i = 0; i < column.children.size(); ++i) {
        fill(held.children[i], *column.children[i]);
        held.pointers.push_back(&held.children[i]);
    }
    if (column.dictionary) fill(held.dictionary, *column.dictionary);
    auto& made = out.made;
    made.name = held.name.c_str();
    made.format = held.format.c_str();
    made.flags = column.is_struct ? 0 : ARROW_FLAG_NULLABLE;
    made.n_children = static_cast<std::int64_t>(held.children.size());
    made.children = held.pointers.empty() ? nullptr : held.pointers.data();
    made.dictionary = column.dictionary ? &held.dictionary : nullptr;
    out.give(into);
}

void fill(ArrowArray& into, std::shared_ptr<arrow_column const> const& column) {
    static std::uint8_t const nothing[16] = {};
    owned<ArrowArray, held_array> out(std::make_unique<held_array>(), carefare_release_array);
    auto& held = *static_cast<held_array*>(out.made.private_data);
    held.column = column;
    auto const data = [](std::vector<std::uint8_t> const& bytes) -> void const* { return bytes.empty() ? nothing : bytes.data(); };
    held.buffers.push_back(column->nulls > 0 ? data(column->validity) : nullptr);
    if (!column->is_struct) held.buffers.push_back(data(column->values));
    if (column->has_texts) held.buffers.push_back(data(column->texts));
    held.children.resize(column->children.size());
    for (std::size_t i = 0; i < column->children.size(); ++i) {
        fill(held.children[i], std::shared_ptr<arrow_column const>(column, column->children[i].get()));
        held.pointers.push_back(&held.children[i]);
    }
    if (column->dictionary) fill(held.dictionary, std::shared_ptr<arrow_column const>(column, column->dictionary.get()));
    auto& made = out.made;
    made.length = column->length;
    made.null_count = column->nulls;
    made.n_buffers = static_cast<std::int64_t>(held.buffers.size());
    made.buffers = held.buffers.data();
    made.n_children = static_cast<std::int64_t>(held.children.size());
    made.children = held.pointers.empty() ? nullptr : held.pointers.data();
    made.dictionary = column->dictionary ? &held.dictionary : nullptr;
    out.give(into);
}

}  // namespace

void arrow_column::count(bool is_valid) {
    set_bit(validity, length, is_valid);
    ++length;
    nulls += is_valid ? 0 : 1;
}

void arrow_column::add_bits(bool value) {
    set_bit(values, length, value);
    count(true);
}

void arrow_column::add_bytes(void const* value, std::size_t size) {
    auto const at = values.size();
    values.resize(at + size);
    std::memcpy(values.data() + at, value, size);
    count(true);
}

void arrow_column::add_text(std::string_view text) {
    if (text.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()) - texts.size())
        throw error(call_code::too_long, "column '" + name + "' has more than 2 GiB of text", "Evaluate fewer rows at once.");
    texts.insert(texts.end(), text.begin(), text.end());
    auto const end = static_cast<std::int32_t>(texts.size());
    add_bytes(&end, sizeof end);
}

void arrow_column::add_null() {
    if (has_texts) {
        auto const end = static_cast<std::int32_t>(texts.size());
        add_bytes(&end, sizeof end);
    } else if (format == "b") {
        add_bits(false);
    } else {
        constexpr std::uint8_t zero[16] = {};
        add_bytes(zero, format.starts_with("d:") ? sizeof zero : format == "tss:" ? sizeof(std::int64_t) : sizeof(std::int32_t));
    }
    auto const at = static_cast<std::size_t>(length - 1);
    validity[at / bits_of_byte] = static_cast<std::uint8_t>(validity[at / bits_of_byte] & ~(1U << (at % bits_of_byte)));
    ++nulls;
}

std::unique_ptr<arrow_column> arrow_column::of_values(std::string name, std::string format) {
    auto made = std::make_unique<arrow_column>();
    made->name = std::move(name);
    made->format = std::move(format);
    return made;
}

std::unique_ptr<arrow_column> arrow_column::of_texts(std::string name) {
    auto made = of_values(std::move(name), "u");
    made->has_texts = true;
    made->values.resize(sizeof(std::int32_t));  // the first text begins at 0
    return made;
}

std::unique_ptr<arrow_column> arrow_column::of_words(std::string name, std::vector<std::string> const& words) {
    auto made = of_values(std::move(name), "i");
    made->dictionary = of_texts({});
    for (auto const& word : words) made->dictionary->add_text(word);
    return made;
}

void hand_over(std::unique_ptr<arrow_column> table, ArrowSchema& schema, ArrowArray& array) {
    table->format = "+s";
    table->is_struct = true;
    ArrowSchema of_table{};
    fill(of_table, *table);
    try {
        fill(array, std::shared_ptr<arrow_column const>(std::move(table)));
    } catch (...) {
        of_table.release(&of_table);
        throw;
    }
    schema = of_table;
}

}  // namespace carefare::engine
