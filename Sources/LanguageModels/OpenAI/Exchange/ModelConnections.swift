import AsyncHTTPClient
import NIOCore
import Synchronization

/// The connections to a provider: a client for each event loop, so that what a connection brings is read where it arrives.
///
/// One client over all loops would give a request any connection that is free, and each part of its response would go from the
/// connection's loop to the request's.
final class ModelConnections: Sendable {
    /// A client and the loop that it is on.
    struct Place: Sendable {
        fileprivate let index: Int
        let client: HTTPClient
        let eventLoop: any EventLoop
    }

    private let places: [Place]
    /// The answers that each place gives now.
    private let running: Mutex<[Int]>

    /// - Parameters:
    ///   - eventLoops: where the connections live.
    ///   - configuration: of each client.
    init(_ eventLoops: any EventLoopGroup, _ configuration: HTTPClient.Configuration) {
        places = eventLoops.makeIterator().enumerated().map { index, eventLoop in
            Place(index: index, client: HTTPClient(eventLoopGroup: eventLoop, configuration: configuration), eventLoop: eventLoop)
        }
        running = Mutex(Array(repeating: 0, count: places.count))
    }

    /// The place with the fewest answers: the first of them, so that one answer after the other finds the connection of the one
    /// before. ``leave(_:)`` is owed for it.
    func take() -> Place {
        let index = running.withLock { running -> Int in
            let index = running.indices.min { running[$0] < running[$1] } ?? 0
            running[index] += 1
            return index
        }
        return places[index]
    }

    /// An answer has ended.
    func leave(_ place: Place) {
        running.withLock { $0[place.index] -= 1 }
    }

    /// Closes all; see ``OpenAIModel/close()``.
    func close() async {
        for place in places {
            // Fails only for a client that is shut down already, which would be just as well.
            try? await place.client.shutdown()
        }
    }
}
