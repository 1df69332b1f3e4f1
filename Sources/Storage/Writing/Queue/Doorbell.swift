import Glibc

/// Wakes one waiting thread.
///
/// A semaphore of the C library, because a `Mutex` has no condition to wait for.
// @unchecked: the pointer never changes, and a semaphore may be used by any thread.
final class Doorbell: @unchecked Sendable {
    private let semaphore: UnsafeMutablePointer<sem_t>

    init() {
        semaphore = .allocate(capacity: 1)
        sem_init(semaphore, 0, 0)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    /// Lets one ``wait()`` return, now or later.
    func ring() {
        sem_post(semaphore)
    }

    /// Lets time pass on the waiting thread.
    func nap(nanoseconds: Int) {
        var time = timespec(tv_sec: 0, tv_nsec: nanoseconds)
        nanosleep(&time, nil)
    }

    /// Waits for a ring; may return without one.
    ///
    /// - Parameter nanoseconds: how long at most; nil is for ever. By the wall clock, the only one that the semaphore knows: it
    ///   may be longer when that is set back. A ring ends it in any case.
    func wait(atMost nanoseconds: Int64?) {
        guard let nanoseconds else {
            sem_wait(semaphore)
            return
        }
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let total = Int64(time.tv_nsec) + nanoseconds
        time.tv_sec += Int(total / 1_000_000_000)
        time.tv_nsec = Int(total % 1_000_000_000)
        sem_timedwait(semaphore, &time)
    }
}
