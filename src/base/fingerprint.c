#include "base/fingerprint.h"

#include <sha2.h>

void mkba_fingerprint_text(char out[MKBA_FINGERPRINT], const uint8_t digest[32])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[2 * SHA256_DIGEST_LENGTH] = '\0';
}

void mkba_fingerprint(char out[MKBA_FINGERPRINT], const char *bytes, size_t length)
{
    SHA2_CTX hash;
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA256Init(&hash);
    SHA256Update(&hash, (const uint8_t *)bytes, length);
    SHA256Final(digest, &hash);
    mkba_fingerprint_text(out, digest);
}
