import LiveFeed
import Synchronization

/// Keeps the frames that it gets.
final class RecordingSubscriber: FeedSubscriber {
    private let state = Mutex((frames: [String](), isCongested: false))

    var isCongested: Bool {
        get { state.withLock { $0.isCongested } }
        set { state.withLock { $0.isCongested = newValue } }
    }

    func send(_ frame: [UInt8]) {
        state.withLock { $0.frames.append(String(decoding: frame, as: UTF8.self)) }
    }

    /// The frames since the last time it was asked.
    func take() -> [String] {
        state.withLock { state in
            defer { state.frames = [] }
            return state.frames
        }
    }

    /// The `seq` of the `stats` frames since the last time it was asked.
    func takeSeqs() -> [Int] {
        take().compactMap { frame in
            let head = #"{"type":"stats","seq":"#
            guard frame.hasPrefix(head) else { return nil }
            return Int(frame.dropFirst(head.count).prefix { $0.isNumber })
        }
    }
}
