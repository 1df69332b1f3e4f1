/* The runtime that protoc-c's output needs (Debian: libprotobuf-c-dev). */
#ifndef TELLTALE_CPROTOBUFC_SHIM_H
#define TELLTALE_CPROTOBUFC_SHIM_H

#include <protobuf-c/protobuf-c.h>

#endif
