/* The part of OpenSSL 3 (libcrypto) that Identity uses. */
#ifndef TELLTALE_COPENSSL_SHIM_H
#define TELLTALE_COPENSSL_SHIM_H

#include <openssl/opensslv.h>

#if OPENSSL_VERSION_MAJOR < 3
#error "Telltale needs OpenSSL 3.0 or later (Debian: libssl-dev)"
#endif

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/pemerr.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#endif
