#pragma once

/// Sets the count to 0 and counts the allocations of all threads from now on.
void allocations_begin(void);

/// Stops counting, and says how often memory was asked for since `allocations_begin`.
long allocations_end(void);
