import Glibc

/// How much the kernel lets this process have.
///
/// Where it sets no limit this is 2⁶⁴−1, the kernel's own number for that: Prometheus' client for Go shows the same, and a
/// ratio to it is as good as 0.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man2/getrlimit.2.html>
struct ProcessLimits: Sendable, Equatable {
    /// Descriptors; nil if the kernel does not say.
    var descriptors: Double?
    /// Bytes of address space; nil if the kernel does not say.
    var addressSpace: Double?

    /// The soft limits of this moment.
    @Sendable static func now() -> ProcessLimits {
        ProcessLimits(descriptors: soft(RLIMIT_NOFILE), addressSpace: soft(RLIMIT_AS))
    }

    private static func soft(_ resource: __rlimit_resource) -> Double? {
        var limit = rlimit()
        return getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 ? Double(limit.rlim_cur) : nil
    }
}
