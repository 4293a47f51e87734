#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What this process has used so far, as the kernel counts it.
enum Usage {
  /// CPU seconds of this thread.
  static func cpuSeconds() -> Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  /// The most memory that was resident.
  static var peakMegabytes: Int {
    var usage = rusage()
    #if canImport(Glibc)
      unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss / 1024
    #else
      unsafe getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss / 1_048_576
    #endif
  }
}
