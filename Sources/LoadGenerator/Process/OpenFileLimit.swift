import Glibc

/// The limit of open descriptors (`RLIMIT_NOFILE`), which a run with many connections has to raise.
enum OpenFileLimit {
    /// Makes room for `count` descriptors and a few of our own.
    ///
    /// - Throws: ``LoadError`` when the hard limit is lower and may not be raised.
    static func raise(toHold count: Int) throws(LoadError) {
        let needed = rlim_t(count + 64)
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { throw .system("getrlimit", errno) }
        guard limit.rlim_cur < needed else { return }
        let hard = limit.rlim_max
        limit.rlim_cur = needed
        limit.rlim_max = max(hard, needed)
        guard setrlimit(resource, &limit) == 0 else {
            throw .resources("\(count) connections need \(needed) open files, the limit is \(hard) (ulimit -n)")
        }
    }
}
