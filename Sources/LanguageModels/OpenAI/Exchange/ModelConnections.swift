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
        let turns: LoopTurns
        fileprivate let pace: ReadPace
        var eventLoop: any EventLoop { turns.eventLoop }
    }

    private let places: [Place]
    /// The answers that each place gives now.
    private let running: Mutex<[Int]>

    /// - Parameters:
    ///   - eventLoops: where the connections live.
    ///   - configuration: of each client.
    init(_ eventLoops: any EventLoopGroup, _ configuration: HTTPClient.Configuration) {
        places = eventLoops.makeIterator().enumerated().map { index, eventLoop in
            let pace = ReadPace(eventLoop)
            var configuration = configuration
            // One of HTTP/2 carries many answers and finds many pieces in each reading anyway.
            configuration.http1_1ConnectionDebugInitializer = { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ReadPacer(pace), position: .first)
                }
            }
            let client = HTTPClient(eventLoopGroup: eventLoop, configuration: configuration)
            return Place(index: index, client: client, turns: LoopTurns(eventLoop), pace: pace)
        }
        running = Mutex(Array(repeating: 0, count: places.count))
    }

    /// The place with the fewest answers: the first of them, so that one answer after the other finds the connection of the one
    /// before. ``leave(_:)`` is owed for it.
    func take() -> Place {
        let index = running.withLock { running -> Int in
            let index = running.indices.min { running[$0] < running[$1] } ?? 0
            change(&running, at: index, by: 1)
            return index
        }
        return places[index]
    }

    /// An answer has ended.
    func leave(_ place: Place) {
        running.withLock { change(&$0, at: place.index, by: -1) }
    }

    private func change(_ running: inout [Int], at index: Int, by difference: Int) {
        running[index] += difference
        places[index].pace.set(answers: running[index])
    }

    /// Closes all; see ``OpenAIModel/close()``.
    func close() async {
        for place in places {
            // Fails only for a client that is shut down already, which would be just as well.
            try? await place.client.shutdown()
        }
    }
}
