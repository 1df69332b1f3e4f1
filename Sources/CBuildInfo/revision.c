#include "CBuildInfo.h"

#ifndef TELLTALE_REVISION
#define TELLTALE_REVISION "unknown"
#endif

const char *telltale_revision(void) { return TELLTALE_REVISION; }
