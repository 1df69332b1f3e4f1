import Agents
import Chat
import Foundation
import GRDB
import Glibc
import Synchronization
import Telemetry

/// The store's own thread: takes what waits, commits it, answers, and begins again.
// @unchecked: `writer`, `checkpoint`, `reserve` and what concerns the search are used by the initialiser, then only by the one
// thread that `start` makes; the rest is immutable or has its lock.
final class WriterThread: @unchecked Sendable {
    private let pool: DatabasePool
    private let queue: WriteQueue
    private let health: StoreHealth
    private let metrics: StoreMetrics
    private let pacing: Pacing
    private var writer: Writer?
    private var checkpoint: LogCheckpoint?
    /// Nil when commits do not wait for the disk.
    private var reserve: LogReserve?
    private var searching = SearchPacing(now: MonotonicClock.now())
    private var searches = SearchRequests()
    /// When the next events of deleted executions may be erased, monotonic nanoseconds.
    private var nextErasure: Int64 = 0
    private let batchEnds = Mutex<[BatchEnd]>([])
    private let closing = Mutex(Closing())

    /// Not the bare function: a `Mutex`, and an array, of functions wraps each once more when it is read.
    private struct BatchEnd {
        let body: @Sendable () -> Void
    }

    private struct Closing {
        var isClosed = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// - Throws: what GRDB throws when the database cannot be read.
    init(
        _ pool: DatabasePool, queue: WriteQueue, recent: RecentEvents, health: StoreHealth, metrics: StoreMetrics,
        configuration: SQLiteStoreConfiguration
    ) throws {
        self.pool = pool
        self.queue = queue
        self.health = health
        self.metrics = metrics
        pacing = Pacing(interval: Int64(max(0, configuration.busyIntervalMicroseconds)) * 1_000)
        try pool.writeWithoutTransaction { database in
            writer = try Writer(database, recent: recent, configuration)
            checkpoint = LogCheckpoint(on: database.sqliteConnection, limit: configuration.checkpointPages)
            if configuration.synchronous == .full {
                let pageBytes = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 4_096
                reserve = LogReserve(pageBytes: pageBytes, limit: configuration.logFileLimitBytes)
            }
        }
    }

    /// Starts the thread. It lives until the queue was closed and is empty. Called once.
    func start() {
        let thread = Thread { self.run() }
        thread.start()
    }

    func onBatchEnd(_ body: @escaping @Sendable () -> Void) {
        batchEnds.withLock { $0.append(BatchEnd(body: body)) }
    }

    /// Waits until the thread has ended.
    func end() async {
        await withCheckedContinuation { continuation in
            let isClosed = closing.withLock { closing in
                if !closing.isClosed { closing.waiting.append(continuation) }
                return closing.isClosed
            }
            if isClosed { continuation.resume() }
        }
    }

    private func run() {
        // By itself: a name that is given to a thread before it runs does not reach the kernel.
        Thread.current.name = "telltale-store"
        var spare = WriteBatch()
        var companions = 0
        while true {
            let work = queue.next(spare: spare, expecting: companions, patience: patience())
            companions = work.writes.count
            let start = MonotonicClock.now()
            spare = WriteBatch()
            if !work.writes.isEmpty { commit(work.writes) }
            for answer in work.probes { answer(probe()) }
            if let position = writer?.lastPosition { searches.add(work.searches, through: position, now: start) }
            if work.isLast { break }
            makeSearchable()
            eraseSome()
            tendLog()
            pause(after: companions, since: start)
            spare = work.emptied()
        }
        close()
    }

    private func commit(_ writes: WriteBatch) {
        let start = MonotonicClock.now()
        do throws(SQLiteFailure) {
            let committed = try write { writer throws(SQLiteFailure) in try writer.commit(writes) }
            metrics.committed(writes.count, nanoseconds: MonotonicClock.now() - start)
            // A transaction without a change says nothing about the disk.
            if committed.hasChanged { health.succeeded() }
            for index in writes.messages.indices {
                writes.messages[index].completion(.success(committed.messages[index]))
            }
            for index in writes.executions.indices {
                writes.executions[index].completion(.success(committed.executions[index]))
            }
        } catch {
            if writes.count > 1, error.isOfOneWrite {
                // One of them cannot be stored; the others can. A savepoint for each would cost every transaction.
                for write in writes.messages { commit(WriteBatch(messages: [write])) }
                for write in writes.executions { commit(WriteBatch(executions: [write])) }
                return
            }
            fail(writes, error)
        }
        for end in batchEnds.withLock({ $0 }) { end.body() }
    }

    private func fail(_ writes: WriteBatch, _ failure: SQLiteFailure) {
        health.failed(failure)
        for write in writes.messages {
            metrics.failed(write.operation)
            write.completion(.failure(failure.storeError))
        }
        for write in writes.executions {
            metrics.failed(write.operation)
            write.completion(.failure(ExecutionStoreError(failure.storeError)))
        }
    }

    /// How long the thread may wait for writes until it should do something else; nil is for ever.
    private func patience() -> Int64? {
        let search = searchWait(waiting: 0)
        guard writer?.hasLeftovers == true else { return search }
        let erasure = max(0, nextErasure - MonotonicClock.now())
        return search.map { min($0, erasure) } ?? erasure
    }

    /// Erases some events of deleted executions if it is time. What fails here fails no write, and is tried again.
    private func eraseSome() {
        guard writer?.hasLeftovers == true, MonotonicClock.now() >= nextErasure else { return }
        do throws(SQLiteFailure) {
            try write { writer throws(SQLiteFailure) in try writer.eraseSome() }
            nextErasure = MonotonicClock.now() + Self.erasureRest
        } catch {
            metrics.failed(.deleteExecution)
            nextErasure = MonotonicClock.now() + Self.erasurePenance
        }
    }

    /// Nanoseconds between two transactions that erase events, which take some milliseconds: others write meanwhile.
    private static let erasureRest: Int64 = 10_000_000
    /// The same after one that failed.
    private static let erasurePenance: Int64 = 1_000_000_000

    /// How long the thread may wait for writes until it should write words; nil is for ever.
    private func searchWait(waiting: Int) -> Int64? {
        guard let pending = writer?.unsearchable else { return nil }
        return searching.wait(pending: pending, waiting: waiting, isAsked: !searches.isEmpty, now: MonotonicClock.now())
    }

    /// Writes some words if there is time. What fails here fails no write: searches are told that they are not complete.
    private func makeSearchable() {
        var searchable = writer?.searchableThrough
        if searchWait(waiting: queue.count) == 0 {
            do throws(SQLiteFailure) {
                try write { writer throws(SQLiteFailure) in try writer.searchSome() }
                searchable = writer?.searchableThrough
            } catch {
                metrics.failed(.search)
                searchable = nil
            }
            searching.done(at: MonotonicClock.now(), hasFailed: searchable == nil)
        }
        if !searches.isEmpty { searches.answer(searchable: searchable, now: MonotonicClock.now()) }
    }

    private func pause(after count: Int, since start: Int64) {
        let elapsed = MonotonicClock.now() - start
        let pause = pacing.pause(after: count, elapsed: elapsed, waiting: queue.isClosing ? .max : queue.count)
        guard pause > 0 else { return }
        var time = timespec(tv_sec: Int(pause / 1_000_000_000), tv_nsec: Int(pause % 1_000_000_000))
        nanosleep(&time, nil)
    }

    private func probe() -> Bool {
        guard health.currentProblem != nil else { return true }
        do throws(SQLiteFailure) {
            try write { writer throws(SQLiteFailure) in try writer.probe() }
            health.succeeded()
            return true
        } catch {
            health.failed(error)
            metrics.failed(.probe)
            return false
        }
    }

    /// What fails here fails no write: the log goes on growing, and the counter says so.
    private func tendLog() {
        do throws(SQLiteFailure) {
            try write { writer throws(SQLiteFailure) in
                try checkpoint?.runIfNeeded()
                lengthenLog(of: writer.connection)
            }
        } catch {
            metrics.failed(.checkpoint)
        }
    }

    /// Without it the next sync lengthens the file, and takes longer: so nothing is said when it fails.
    private func lengthenLog(of connection: OpaquePointer?) {
        guard let frames = checkpoint?.length else { return }
        let file = LogFile(of: connection)
        guard let length = reserve?.wanted(frames: frames, actual: { file.length }), file.grow(to: length) else { return }
        reserve?.grew(to: length)
    }

    private func close() {
        do throws(SQLiteFailure) {
            try write { _ throws(SQLiteFailure) in try checkpoint?.runLast() }
        } catch {
            metrics.failed(.checkpoint)
        }
        searches.answer(searchable: nil, now: 0)
        // Statements must be gone before their connection.
        writer = nil
        checkpoint = nil
        try? pool.close()
        let waiting = closing.withLock { closing in
            closing.isClosed = true
            return closing.waiting
        }
        for continuation in waiting {
            continuation.resume()
        }
    }

    /// Calls `body` with the writer, while the pool's writing connection is ours.
    private func write<T>(_ body: (Writer) throws(SQLiteFailure) -> T) throws(SQLiteFailure) -> T {
        let result = pool.writeWithoutTransaction { _ -> Result<T, SQLiteFailure>? in
            guard let writer else { return nil }
            do throws(SQLiteFailure) {
                return .success(try body(writer))
            } catch {
                return .failure(error)
            }
        }
        guard let result else { throw SQLiteFailure(corrupt: "the writer is closed") }
        return try result.get()
    }
}

extension WriteQueue.Work {
    /// The memory of the writes, for the next ones.
    fileprivate consuming func emptied() -> WriteBatch {
        writes.empty()
        return writes
    }
}
