/* The stream structure of the Arrow C data interface, as the Apache Arrow specification gives it to be copied. */
#ifndef CAREFARE_PYTHON_ARROW_STREAM_H
#define CAREFARE_PYTHON_ARROW_STREAM_H

#include <carefare/arrow_abi.h>

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
    int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
    const char* (*get_last_error)(struct ArrowArrayStream*);
    void (*release)(struct ArrowArrayStream*);
    void* private_data;
};

#endif

#endif
