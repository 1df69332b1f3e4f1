// What the package manifest knows of the build and Swift sources cannot be told otherwise.
#ifndef TELLTALE_BUILD_INFO_H
#define TELLTALE_BUILD_INFO_H

/// The commit that was built, shortened; "unknown" outside a checkout.
const char *telltale_revision(void);

#endif
