import LiveFeed
import Sockets
import Synchronization

/// Brings the feed's frames to a dashboard socket, and tells the feed while the last one has not left. Any thread.
///
/// Needs a feed whose `flush` is ``Hub/flush()``.
final class DashboardSubscriber: FeedSubscriber {
    private let connection: Connection
    private let waiting = Atomic(0)

    init(_ connection: Connection) {
        self.connection = connection
    }

    var isCongested: Bool { waiting.load(ordering: .relaxed) > 0 }

    func send(_ frame: [UInt8]) {
        waiting.add(1, ordering: .relaxed)
        // The feed's flush wakes each loop once for all of its dashboards.
        connection.postInBatch { [self] in
            connection.send(text: frame, type: frame.starts(with: Self.historyStart) ? "history" : "stats")
            connection.whenFlushed { [self] in waiting.subtract(1, ordering: .relaxed) }
        }
    }

    private static let historyStart = Array(#"{"type":"history""#.utf8)
}
