#ifndef FANGZHI_CMALLOC_SHIM_H
#define FANGZHI_CMALLOC_SHIM_H
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/// One heap for all threads, and buffers of 128 KiB and more given back at once. Swift does not see glibc's malloc.h, and
/// other C libraries have no such settings.
static inline void fangzhi_keep_heap_small(void) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 128 << 10);
#endif
}
#endif
