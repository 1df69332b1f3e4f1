#include "CThreadLane.h"

_Thread_local intptr_t telltale_thread_lane = 0;
