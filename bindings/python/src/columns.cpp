// See columns.hpp: capsules in and out.
#include "columns.hpp"

#include <pybind11/stl.h>

#include <algorithm>
#include <string>

namespace carefare::python {

namespace {

using engine::call_code;

constexpr char const* schema_name = "arrow_schema";
constexpr char const* array_name = "arrow_array";
constexpr char const* stream_name = "arrow_array_stream";
constexpr std::int64_t rows_at_once = 65'536;

[[noreturn]] void refuse_export(std::string why) {
    throw engine::error(call_code::malformed_arrow, std::move(why), "Hand in a table or data frame of pyarrow, polars or pandas, a carefare.Table, or plain dicts.");
}

/// What a capsule points to, moved out of it.
template <class Structure>
Structure moved_out(py::handle capsule, char const* name) {
    auto* const held = static_cast<Structure*>(PyCapsule_GetPointer(capsule.ptr(), name));
    if (held == nullptr) throw py::error_already_set();
    if (held->release == nullptr) refuse_export("the table was handed over before");
    return std::exchange(*held, Structure{});
}

struct stream_owner {
    ArrowArrayStream held{};
    explicit stream_owner(ArrowArrayStream from) : held(from) {}
    stream_owner(stream_owner const&) = delete;
    stream_owner& operator=(stream_owner const&) = delete;
    ~stream_owner() {
        if (held.release != nullptr) held.release(&held);
    }
    void must(int status) {
        if (status == 0) return;
        auto const* why = held.get_last_error(&held);
        refuse_export(std::string("the table could not be read: ") + (why == nullptr ? "no reason given" : why));
    }
};

/// As the conventions of the capsules ask: what nobody took is released with them.
template <class Structure>
void release_capsule(PyObject* capsule) {
    auto* const held = static_cast<Structure*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
    if (held->release != nullptr) held->release(held);
    delete held;
}

template <class Structure>
py::object capsule_of(Structure from, char const* name) {
    auto held = std::make_unique<Structure>(from);
    auto made = py::reinterpret_steal<py::object>(PyCapsule_New(held.get(), name, release_capsule<Structure>));
    if (!made) {
        if (held->release != nullptr) held->release(held.get());
        throw py::error_already_set();
    }
    (void)held.release();
    return made;
}

/// A table handed out piece by piece.
struct stream_state {
    std::shared_ptr<arrow_table> of;
    std::size_t next = 0;
};

ArrowArrayStream stream_of(std::shared_ptr<arrow_table> const& of) {
    ArrowArrayStream made{};
    made.private_data = new stream_state{of, 0};
    made.get_schema = [](ArrowArrayStream* its, ArrowSchema* out) {
        *out = shared_schema(static_cast<stream_state*>(its->private_data)->of);
        return 0;
    };
    made.get_next = [](ArrowArrayStream* its, ArrowArray* out) {
        auto& state = *static_cast<stream_state*>(its->private_data);
        *out = state.next < state.of->pieces.size() ? shared_piece(state.of, state.next++) : ArrowArray{};
        return 0;
    };
    made.get_last_error = [](ArrowArrayStream*) -> char const* { return nullptr; };
    made.release = [](ArrowArrayStream* its) {
        delete static_cast<stream_state*>(its->private_data);
        its->release = nullptr;
    };
    return made;
}

/// (piece, column, number of the buffer, address) of every buffer that a column has; of dictionaries those of the indices.
py::list buffers_of(columns const& of) {
    py::list all;
    for (std::size_t p = 0; p < of.pieces().size(); ++p) {
        for (std::int64_t c = 0; c < of.schema().n_children; ++c) {
            auto const& child = *of.pieces()[p].children[c];
            for (std::int64_t b = 0; b < child.n_buffers; ++b)
                all.append(py::make_tuple(p, std::string(of.schema().children[c]->name), b, reinterpret_cast<std::uintptr_t>(child.buffers[b])));
        }
    }
    return all;
}

py::list fields_of(columns const& of) {
    py::list all;
    for (std::int64_t c = 0; c < of.schema().n_children; ++c) {
        auto const& child = *of.schema().children[c];
        all.append(py::make_tuple(std::string(child.name == nullptr ? "" : child.name), std::string(child.format)));
    }
    return all;
}

}  // namespace

arrow_table::~arrow_table() {
    for (auto& piece : pieces) {
        if (piece.release != nullptr) piece.release(&piece);
    }
    if (schema.release != nullptr) schema.release(&schema);
}

columns columns::take(py::object const& from) {
    auto made = std::make_shared<arrow_table>();
    if (py::hasattr(from, "__arrow_c_stream__")) {
        auto const capsule = from.attr("__arrow_c_stream__")();
        stream_owner stream(moved_out<ArrowArrayStream>(capsule, stream_name));
        py::gil_scoped_release const released;
        stream.must(stream.held.get_schema(&stream.held, &made->schema));
        while (true) {
            ArrowArray piece{};
            stream.must(stream.held.get_next(&stream.held, &piece));
            if (piece.release == nullptr) break;
            made->pieces.push_back(piece);
        }
    } else if (py::hasattr(from, "__arrow_c_array__")) {
        auto const capsules = from.attr("__arrow_c_array__")().cast<py::tuple>();
        made->schema = moved_out<ArrowSchema>(capsules[0], schema_name);
        made->pieces.push_back(moved_out<ArrowArray>(capsules[1], array_name));
    } else {
        refuse_export("a " + py::str(py::type::handle_of(from).attr("__name__")).cast<std::string>() + " exports no table");
    }
    if (made->schema.format == nullptr || std::string_view(made->schema.format) != "+s") refuse_export("what is handed in is one column and no table");
    return columns(std::move(made));
}

std::int64_t columns::rows() const {
    std::int64_t count = 0;
    for (auto const& piece : pieces()) count += piece.length;
    return count;
}

void columns::each_piece(std::function<void(ArrowSchema const&, ArrowArray const&)> const& use) const {
    for (auto const& piece : pieces()) {
        auto part = piece;  // looked at, never released
        for (std::int64_t first = 0; first == 0 || first < piece.length; first += rows_at_once) {
            part.offset = piece.offset + first;
            part.length = std::min(rows_at_once, piece.length - first);
            if (piece.null_count != 0) part.null_count = -1;
            use(schema(), part);
        }
    }
}

void bind_columns(py::module_& into) {
    py::class_<columns>(into, "Columns")
        .def(py::init([](py::object const& from) { return columns::take(from); }))
        .def_property_readonly("rows", &columns::rows)
        .def("fields", fields_of)
        .def("buffers", buffers_of)
        .def("values", values_of)
        .def("first_row", first_row_of)
        .def("schema_capsule", [](columns const& its) { return capsule_of(shared_schema(its.share()), schema_name); })
        .def("stream_capsule", [](columns const& its) { return capsule_of(stream_of(its.share()), stream_name); });
}

}  // namespace carefare::python
