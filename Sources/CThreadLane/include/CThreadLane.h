// The lane of the calling thread, in a variable of the thread: Swift has none of its own.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// In the thread's own block, so that reading it is one load: with the default model the compiler has to reckon with a call,
// and saves its registers around it.
#define TELLTALE_OF_THREAD extern _Thread_local __attribute__((tls_model("initial-exec")))

TELLTALE_OF_THREAD intptr_t telltale_thread_lane;
TELLTALE_OF_THREAD bool telltale_thread_has_asked;

// 0 on a thread that has no lane of its own.
static inline intptr_t telltale_get_thread_lane(void) {
    return telltale_thread_lane;
}

static inline void telltale_set_thread_lane(intptr_t lane) {
    telltale_thread_lane = lane;
}

// Whether the thread has asked for a lane; it may have got none.
static inline bool telltale_has_thread_asked(void) {
    return telltale_thread_has_asked;
}

static inline void telltale_set_thread_asked(bool has_asked) {
    telltale_thread_has_asked = has_asked;
}
