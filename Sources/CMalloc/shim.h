#ifndef FANGZHI_CMALLOC_SHIM_H
#define FANGZHI_CMALLOC_SHIM_H
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Two heaps for all threads together, which keep what a page needs until the next one needs it. Swift does not see
/// glibc's malloc.h, and other C libraries have no such setting.
static inline void fangzhi_share_heaps(void) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 32 << 20);
#endif
}
#endif
