/* SHA-256 as text. */
#ifndef MKBA_BASE_FINGERPRINT_H
#define MKBA_BASE_FINGERPRINT_H

#include <stddef.h>
#include <stdint.h>

enum { MKBA_FINGERPRINT = 65 };

/* A digest of 32 bytes in hexadecimal. */
void mkba_fingerprint_text(char out[MKBA_FINGERPRINT], const uint8_t digest[32]);
/* The fingerprint of some bytes. */
void mkba_fingerprint(char out[MKBA_FINGERPRINT], const char *bytes, size_t length);

#endif
