import CThreadLane
import Glibc

/// The lane of the calling thread.
///
/// A lane belongs to one thread at a time, so the thread writes there without an atomic read-modify-write: a load, an
/// add and a relaxed store, as an event loop does on its shard. When a thread ends, its lane goes to the next that asks.
/// Threads that come when all lanes are taken share lane 0 and write it atomically.
@usableFromInline
enum ThreadLane {
    /// The lane that threads share.
    @inlinable static var shared: Int { 0 }

    /// Lanes that belong to a thread are numbered from 1 and below this.
    static let limit = 32

    /// Lanes of a striped instrument, with the shared one: four for each processor, 8 to 32. A server has a handful of
    /// threads that count outside its event loops, and memory that no thread writes is not read either.
    static let count: Int = {
        let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        return min(max(8, 4 * processors), limit)
    }()

    /// The lane that the calling thread alone writes; ``shared`` if it has none, or has not asked yet.
    ///
    /// One load. Whoever finds ``shared`` asks ``taken()``.
    @inlinable static var own: Int {
        telltale_get_thread_lane()
    }

    /// The lane that the calling thread alone writes, or ``shared``. Takes one if the thread has never asked.
    static func taken() -> Int {
        if own != shared || telltale_has_thread_asked() { return own }
        telltale_set_thread_asked(true)
        let lane = pool.take()
        guard lane != shared, let end, pthread_setspecific(end, UnsafeRawPointer(bitPattern: lane)) == 0 else {
            // Without notice of the thread's end its lane would never come back.
            pool.giveBack(lane)
            return shared
        }
        telltale_set_thread_lane(lane)
        return lane
    }

    /// Lanes that ever belonged to a thread lie below this; the others have never been written.
    static var used: Int {
        pool.used
    }

    private static let pool = ThreadLanePool(lanes: count)

    /// Runs on a thread that ends, when it had a lane. A thread that counts even later takes a lane anew.
    private static let end: pthread_key_t? = {
        var key = pthread_key_t()
        let isMade = pthread_key_create(&key) { lane in
            telltale_set_thread_lane(ThreadLane.shared)
            telltale_set_thread_asked(false)
            ThreadLane.pool.giveBack(Int(bitPattern: lane))
        }
        return isMade == 0 ? key : nil
    }()
}
