// The lane of the calling thread, in a variable of the thread: Swift has none of its own.
#pragma once

#include <stdint.h>

extern _Thread_local intptr_t telltale_thread_lane;

// 0 on a thread that has not asked for a lane. Inlined, it is one load.
static inline intptr_t telltale_get_thread_lane(void) {
    return telltale_thread_lane;
}

static inline void telltale_set_thread_lane(intptr_t lane) {
    telltale_thread_lane = lane;
}
