import Glibc

/// Spreads writers that share an instrument over lanes, so that they seldom meet on a cache line.
@usableFromInline
struct Stripes: Sendable {
    @usableFromInline
    typealias ProcessorNumber = @convention(c) @Sendable () -> Int32

    /// Lanes of a striped instrument: the processors, rounded up to a power of two, at most 16.
    static let lanes: Int = {
        let processors = min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), 16)
        var lanes = 1
        while lanes < processors { lanes *= 2 }
        return lanes
    }()

    /// `sched_getcpu` of the C library, which glibc answers from the thread's restartable-sequence area without a system
    /// call. Its header hides it from Swift, so it is looked up by name; without it a thread stays on one lane.
    private static let processorNumber: ProcessorNumber = {
        guard let symbol = dlsym(nil, "sched_getcpu") else { return { Int32(truncatingIfNeeded: pthread_self() >> 12) } }
        return unsafeBitCast(symbol, to: ProcessorNumber.self)
    }()

    @usableFromInline let number: ProcessorNumber
    @usableFromInline let mask: Int

    /// - Parameter lanes: a power of two.
    init(lanes: Int) {
        number = Self.processorNumber
        mask = lanes - 1
    }

    /// The lane of the processor that we run on.
    ///
    /// A thread that moves to another processor in between costs a contended write, never a lost one: lanes are written
    /// atomically.
    @inlinable
    var current: Int {
        Int(truncatingIfNeeded: number()) & mask
    }
}
