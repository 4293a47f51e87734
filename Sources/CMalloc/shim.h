#ifndef FANGZHI_CMALLOC_SHIM_H
#define FANGZHI_CMALLOC_SHIM_H
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Three heaps for all threads together: one a thread keep more than is used, with two the threads wait for each other.
/// A heap keeps what a page needs until the next one needs it. No lists of small free pieces beside those of the threads:
/// each large piece that is freed would clear them. Swift does not see glibc's malloc.h, and other C libraries have no such
/// settings.
static inline void fangzhi_share_heaps(void) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 3);
  mallopt(M_TOP_PAD, 1 << 18);
  mallopt(M_TRIM_THRESHOLD, 4 << 20);
  mallopt(M_MXFAST, 0);
#endif
}
#endif
