#include "CThreadLane.h"

_Thread_local intptr_t telltale_thread_lane = 0;
_Thread_local bool telltale_thread_has_asked = false;
