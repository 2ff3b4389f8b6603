#include "model/lanes.h"

#include <string.h>

extern const mkba_lanes mkba_lanes_plain;
#if defined(__x86_64__)
extern const mkba_lanes mkba_lanes_avx2;
extern const mkba_lanes mkba_lanes_avx512;
#endif

const mkba_lanes *const *mkba_lanes_all(void)
{
    static const mkba_lanes *const all[] = {
        &mkba_lanes_plain,
#if defined(__x86_64__)
        &mkba_lanes_avx2,
        &mkba_lanes_avx512,
#endif
        NULL
    };
    return all;
}

bool mkba_lanes_available(const mkba_lanes *lanes)
{
#if defined(__x86_64__)
    if (lanes == &mkba_lanes_avx2) {
        return __builtin_cpu_supports("avx2") != 0;
    }
    if (lanes == &mkba_lanes_avx512) {
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
    }
#endif
    return lanes == &mkba_lanes_plain;
}

const mkba_lanes *mkba_lanes_best(void)
{
    const mkba_lanes *best = &mkba_lanes_plain;
    for (const mkba_lanes *const *l = mkba_lanes_all(); *l; l++) {
        if (mkba_lanes_available(*l)) {
            best = *l;
        }
    }
    return best;
}
