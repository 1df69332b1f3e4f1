import NIOCore
import Synchronization

/// The HTTP connections that are being served, so that a stop can wait for them. Any thread.
///
/// Hummingbird starts a task for every connection that is accepted. Most of ours become sockets, which need none, and
/// waking a task to tell it so costs two switches of threads; so tasks are started here, for what turns out to be HTTP.
public final class HTTPTasks: Sendable {
    private struct State {
        var channels: [Int: any Channel] = [:]
        var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
        var lastNumber = 0

        mutating func number() -> Int {
            lastNumber += 1
            return lastNumber
        }
    }

    private let state = Mutex(State())

    public init() {}

    /// Serves one connection in a task of its own.
    func start(_ channel: any Channel, _ body: @escaping @Sendable () async -> Void) {
        let number = state.withLock { state in
            let number = state.number()
            state.channels[number] = channel
            return number
        }
        Task {
            await body()
            finished(number)
        }
    }

    /// Lets every connection end with the answer to what it has asked, and waits until none is being served.
    ///
    /// A peer that reads no answer or never ends its request must not keep the others from their end: what is still
    /// served after the patience is closed, and what does not notice within the grace is left behind.
    public func end(patience: Duration, grace: Duration = .seconds(1)) async {
        for channel in state.withLock({ Array($0.channels.values) }) {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
        if await idle(within: patience) { return }
        for channel in state.withLock({ Array($0.channels.values) }) { channel.close(promise: nil) }
        _ = await idle(within: grace)
    }

    /// Returns true when no connection is being served, false after the time.
    private func idle(within time: Duration) async -> Bool {
        let number = state.withLock { $0.number() }
        return await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if !state.channels.isEmpty { state.waiting[number] = continuation }
                return state.channels.isEmpty
            }
            guard !isIdle else { return continuation.resume(returning: true) }
            // Begun last, so that it cannot run out before there is somebody to tell.
            Task {
                try await Task.sleep(for: time)
                state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: false)
            }
        }
    }

    private func finished(_ number: Int) {
        let waiting = state.withLock { state -> [CheckedContinuation<Bool, Never>] in
            state.channels[number] = nil
            guard state.channels.isEmpty else { return [] }
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume(returning: true) }
    }
}
