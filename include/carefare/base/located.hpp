// A value and the place where it was written.
#pragma once

#include <carefare/base/source.hpp>

namespace carefare {

template <class T>
struct located {
    T value{};
    location where;
};

}  // namespace carefare
