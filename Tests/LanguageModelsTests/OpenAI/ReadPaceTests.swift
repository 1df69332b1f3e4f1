import NIOCore
import NIOEmbedded
import Testing

@testable import LanguageModels

@Suite("Resting between readings")
struct ReadPaceTests {
    /// Counts what passes on to the socket. Confined to its loop.
    private final class Readings: ChannelOutboundHandler {
        typealias OutboundIn = Any
        private(set) var count = 0

        func read(context: ChannelHandlerContext) {
            count += 1
        }
    }

    private static func connection(_ pace: ReadPace, _ loop: EmbeddedEventLoop) throws -> (channel: EmbeddedChannel, readings: Readings) {
        let readings = Readings()
        let channel = EmbeddedChannel(handlers: [readings, ReadPacer(pace)], loop: loop)
        return (channel, readings)
    }

    @Test(
        "the rest grows with the answers of the loop, from two milliseconds to forty",
        arguments: [(0, 0), (1, 0), (26, 0), (27, 2_025), (100, 7_500), (533, 39_975), (534, 40_000), (100_000, 40_000)])
    func length(answers: Int, microseconds: Int64) {
        let pace = ReadPace(EmbeddedEventLoop())
        pace.set(answers: answers)
        #expect(pace.rest == .microseconds(microseconds))
    }

    @Test("a loop with few answers reads on at once, and so does every connection before its first reading")
    func few() throws {
        let loop = EmbeddedEventLoop()
        let pace = ReadPace(loop)
        let (channel, readings) = try Self.connection(pace, loop)
        pace.set(answers: 500)
        channel.read()
        #expect(readings.count == 1)
        pace.set(answers: 5)
        channel.pipeline.fireChannelReadComplete()
        channel.read()
        #expect(readings.count == 2)
    }

    @Test("after a reading a connection of a loop with many answers is read when its rest is over, once however often it was asked")
    func many() throws {
        let loop = EmbeddedEventLoop()
        let pace = ReadPace(loop)
        let (channel, readings) = try Self.connection(pace, loop)
        pace.set(answers: 400)
        channel.pipeline.fireChannelReadComplete()
        channel.read()
        channel.read()
        loop.advanceTime(by: .milliseconds(29))
        #expect(readings.count == 0)
        loop.advanceTime(by: .milliseconds(1))
        #expect(readings.count == 1)
        // It has rested, so that nothing more is waited for when little came.
        loop.advanceTime(by: .milliseconds(100))
        channel.read()
        #expect(readings.count == 2)
    }

    @Test("what was asked for after the rest is over is read at once")
    func slowAnswer() throws {
        let loop = EmbeddedEventLoop()
        let pace = ReadPace(loop)
        let (channel, readings) = try Self.connection(pace, loop)
        pace.set(answers: 400)
        channel.pipeline.fireChannelReadComplete()
        loop.advanceTime(by: .milliseconds(30))
        channel.read()
        #expect(readings.count == 1)
    }

    @Test("each of many connections gets its turn, and one that closes while it rests is left alone")
    func several() throws {
        let loop = EmbeddedEventLoop()
        let pace = ReadPace(loop)
        pace.set(answers: 400)
        let connections = try (0..<5).map { _ in try Self.connection(pace, loop) }
        for (channel, _) in connections {
            channel.pipeline.fireChannelReadComplete()
            channel.read()
            loop.advanceTime(by: .milliseconds(2))
        }
        try connections[2].channel.close().wait()
        loop.advanceTime(by: .milliseconds(22))
        #expect(connections.map(\.readings.count) == [1, 1, 0, 0, 0])
        loop.advanceTime(by: .milliseconds(20))
        #expect(connections.map(\.readings.count) == [1, 1, 0, 1, 1])
        // The timer runs on for those that rest later.
        connections[4].channel.pipeline.fireChannelReadComplete()
        connections[4].channel.read()
        loop.advanceTime(by: .milliseconds(31))
        #expect(connections[4].readings.count == 2)
    }
}
