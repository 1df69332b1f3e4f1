import Dispatch

/// A thread's worth of work on the disk, one thing after the other: what blocks here holds up neither an event loop nor
/// Swift's own threads.
///
/// Actors that name a lane as their executor run on it. A private queue gets a thread of its own even while all others are
/// held up. NIO's file system would bring a pool of threads and a way of its own to make, move and sync files; what uploads
/// need of it are six system calls in an order that matters.
final class DiskLane: SerialExecutor {
    private let queue = DispatchQueue(label: "telltale.uploads")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
