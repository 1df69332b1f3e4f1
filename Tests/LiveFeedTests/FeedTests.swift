import Telemetry
import Testing
import Wire

@testable import LiveFeed

@Suite("Live feed")
struct FeedTests {
    @Test("a subscriber gets the history at once and then one tick an interval, as the protocol writes it")
    func stream() {
        let bench = Bench()
        let opened = bench.registry.counter(
            "telltale_websocket_connections_opened_total", help: "h", labels: ["endpoint"]
        ).child("chat")
        bench.feed.sample()
        opened.increment(by: 3)
        bench.run(milliseconds: 1_000)
        let subscriber = RecordingSubscriber()
        let subscription = bench.feed.subscribe(subscriber)
        #expect(
            subscriber.take() == [
                #"{"type":"history","step_ms":1000,"ts":["2024-02-29T12:00:01.000Z"],"cluster":{"opened_per_s":[3]}}"#
            ])
        opened.increment(by: 5)
        bench.run(milliseconds: 750)
        #expect(subscriber.take() == [])
        bench.run(milliseconds: 250)
        #expect(
            subscriber.take() == [
                #"{"type":"stats","seq":1,"ts":"2024-02-29T12:00:02.000Z","interval_ms":1000,"#
                    + #""cluster":{"opened_per_s":5},"nodes":{"n1":{"opened_per_s":5}}}"#
            ])
        bench.run(milliseconds: 3_000)
        #expect(subscriber.takeSeqs() == [2, 3, 4])
        subscription.cancel()
        bench.run(milliseconds: 2_000)
        #expect(subscriber.take() == [])
        #expect(bench.feed.subscriberCount == 0)
    }

    @Test("each subscriber has its own interval, and rates are over that interval")
    func intervals() {
        let bench = Bench()
        let received = bench.registry.counter("telltale_websocket_received_bytes_total", help: "h", labels: ["endpoint"])
            .child("chat")
        bench.run(milliseconds: 250)
        let fast = RecordingSubscriber()
        let slow = RecordingSubscriber()
        _ = bench.feed.subscribe(fast, intervalMilliseconds: 250)
        _ = bench.feed.subscribe(slow, intervalMilliseconds: 2_000)
        _ = (fast.take(), slow.take())
        received.increment(by: 100)
        bench.run(milliseconds: 2_000)
        let ticks = fast.take()
        #expect(ticks.count == 8)
        #expect(ticks[0].contains(#""interval_ms":250,"cluster":{"bytes_in_per_s":400}"#))
        #expect(ticks[1].contains(#""interval_ms":250,"cluster":{"bytes_in_per_s":0}"#))
        let rare = slow.take()
        #expect(rare.count == 1)
        #expect(rare[0].contains(#""interval_ms":2000,"cluster":{"bytes_in_per_s":50}"#))
    }

    @Test("an interval out of range is brought to the nearer end")
    func clamps() {
        let bench = Bench()
        bench.feed.sample()
        let fast = RecordingSubscriber()
        let slow = RecordingSubscriber()
        _ = bench.feed.subscribe(fast, intervalMilliseconds: 1)
        _ = bench.feed.subscribe(slow, intervalMilliseconds: .max)
        bench.run(milliseconds: 1_000)
        #expect(fast.takeSeqs() == [1, 2, 3, 4])
        bench.run(milliseconds: 59_000)
        #expect(slow.takeSeqs() == [1])
    }

    @Test(
        "an interval between two of the grid is brought to the longer one",
        arguments: [
            (250, 250), (251, 500), (500, 500), (999, 1_000), (1_001, 2_000), (9_001, 10_000), (10_001, 15_000), (59_999, 60_000),
        ])
    func grid(asked: Int, given: Int) {
        let bench = Bench()
        bench.feed.sample()
        let subscriber = RecordingSubscriber()
        _ = bench.feed.subscribe(subscriber, intervalMilliseconds: asked)
        bench.run(milliseconds: 60_000)
        let ticks = subscriber.take().filter { $0.contains(#""type":"stats""#) }
        #expect(ticks.count == 60_000 / given)
        #expect(ticks.allSatisfy { $0.contains("\"interval_ms\":\(given),") })
    }

    @Test("all intervals that can be asked for come to 23")
    func gridSize() {
        #expect(Set((0...61_000).map(IntervalGrid.interval)).count == 23)
    }

    @Test("the frames of one look at the clock leave together, however many subscribers and intervals they are for")
    func oneFlush() {
        let bench = Bench()
        bench.feed.sample()
        bench.run(milliseconds: 1_000)
        #expect(bench.flushes.total == 0)
        for _ in 0..<10 {
            _ = bench.feed.subscribe(RecordingSubscriber(), intervalMilliseconds: 500)
            _ = bench.feed.subscribe(RecordingSubscriber(), intervalMilliseconds: 1_000)
        }
        #expect(bench.flushes.total == 20)
        bench.run(milliseconds: 1_000)
        #expect(bench.flushes.total == 22)
    }

    @Test("seq counts on when the interval changes")
    func changesInterval() {
        let bench = Bench()
        bench.feed.sample()
        let subscriber = RecordingSubscriber()
        let subscription = bench.feed.subscribe(subscriber)
        bench.run(milliseconds: 2_000)
        subscription.setInterval(milliseconds: 500)
        bench.run(milliseconds: 1_000)
        subscription.setInterval(milliseconds: 1_000)
        bench.run(milliseconds: 2_000)
        #expect(subscriber.takeSeqs() == [1, 2, 3, 4, 5, 6])
    }

    @Test("a paused subscriber gets nothing, and goes on with the next seq")
    func pauses() {
        let bench = Bench()
        bench.feed.sample()
        let subscriber = RecordingSubscriber()
        let subscription = bench.feed.subscribe(subscriber)
        bench.run(milliseconds: 2_000)
        subscription.pause()
        bench.run(milliseconds: 5_000)
        #expect(subscriber.takeSeqs() == [1, 2])
        subscription.resume()
        bench.run(milliseconds: 1_000)
        #expect(subscriber.takeSeqs() == [3])
    }

    @Test("a pause outlasts a change of interval")
    func pausedChange() {
        let bench = Bench()
        bench.feed.sample()
        let subscriber = RecordingSubscriber()
        let subscription = bench.feed.subscribe(subscriber)
        subscription.pause()
        subscription.setInterval(milliseconds: 250)
        bench.run(milliseconds: 1_000)
        #expect(subscriber.takeSeqs() == [])
    }

    @Test("ticks are skipped whole for a congested subscriber, its seq shows the gap, and the others get theirs")
    func congestion() {
        let bench = Bench()
        bench.feed.sample()
        let slow = RecordingSubscriber()
        let other = RecordingSubscriber()
        _ = bench.feed.subscribe(slow)
        _ = bench.feed.subscribe(other)
        bench.run(milliseconds: 1_000)
        slow.isCongested = true
        bench.run(milliseconds: 2_000)
        slow.isCongested = false
        bench.run(milliseconds: 1_000)
        #expect(slow.takeSeqs() == [1, 4])
        #expect(other.takeSeqs() == [1, 2, 3, 4])
    }

    @Test("each subscription counts its own ticks")
    func ownSeq() {
        let bench = Bench()
        bench.feed.sample()
        let early = RecordingSubscriber()
        _ = bench.feed.subscribe(early)
        bench.run(milliseconds: 2_000)
        let late = RecordingSubscriber()
        _ = bench.feed.subscribe(late)
        bench.run(milliseconds: 1_000)
        #expect(early.takeSeqs() == [1, 2, 3])
        #expect(late.takeSeqs() == [1])
    }

    @Test("five minutes are kept at one second, and not more")
    func historyBound() {
        let bench = Bench()
        bench.registry.gauge("telltale_chat_rooms", help: "h").child([]).set(2)
        bench.feed.sample()
        for _ in 0..<400 {
            bench.clock.advance(milliseconds: 1_000)
            bench.feed.sample()
        }
        let history = String(
            decoding: bench.feed.history(id: nil, from: nil, to: nil, stepMilliseconds: nil), as: UTF8.self)
        #expect(history.hasPrefix(#"{"type":"history","step_ms":1000,"ts":["2024-02-29T12:01:41.000Z","2024-02-29T12:01:42.000Z","#))
        #expect(history.contains(#""2024-02-29T12:06:40.000Z"],"cluster":{"rooms":[2,2,"#))
        #expect(history.split(separator: "2024-").count == 301)
    }

    @Test("history is cut to what was asked for and joined to the step, in whole seconds")
    func historySelection() {
        let bench = Bench()
        let bytes = bench.registry.counter("telltale_websocket_sent_bytes_total", help: "h", labels: ["endpoint"]).child("chat")
        bench.feed.sample()
        for second in 1...10 {
            bytes.increment(by: second * 10)
            bench.run(milliseconds: 1_000)
        }
        let start = ManualClock.start
        func history(_ from: Int64?, _ to: Int64?, _ step: Int?) -> String {
            let frame = bench.feed.history(
                id: "h", from: from.map { start + $0 }, to: to.map { start + $0 }, stepMilliseconds: step)
            return String(decoding: frame, as: UTF8.self)
        }
        #expect(
            history(3_000, 5_000, nil)
                == #"{"type":"history","id":"h","step_ms":1000,"ts":["2024-02-29T12:00:03.000Z","2024-02-29T12:00:04.000Z","#
                + #""2024-02-29T12:00:05.000Z"],"cluster":{"bytes_out_per_s":[30,40,50]}}"#)
        #expect(
            history(2_000, 7_999, 1_500)
                == #"{"type":"history","id":"h","step_ms":2000,"ts":["2024-02-29T12:00:03.000Z","2024-02-29T12:00:05.000Z","#
                + #""2024-02-29T12:00:07.000Z"],"cluster":{"bytes_out_per_s":[25,45,65]}}"#)
        #expect(history(9_500, nil, nil).contains(#""ts":["2024-02-29T12:00:10.000Z"]"#))
        #expect(history(60_000, nil, 86_400_000) == #"{"type":"history","id":"h","step_ms":86400000,"ts":[],"cluster":{}}"#)
        #expect(history(5_000, 1_000, nil) == #"{"type":"history","id":"h","step_ms":1000,"ts":[],"cluster":{}}"#)
    }

    @Test("the busiest rooms are asked for once a second and shown in every tick")
    func topRooms() {
        let bench = Bench(topRooms: { [TopRoom(id: "lobby", sockets: 2, messagesPerSecond: 0.5)] })
        bench.feed.sample()
        let subscriber = RecordingSubscriber()
        _ = bench.feed.subscribe(subscriber, intervalMilliseconds: 250)
        _ = subscriber.take()
        bench.run(milliseconds: 1_000)
        let ticks = subscriber.take()
        #expect(ticks.count == 4)
        let rooms = #""top_rooms":[{"id":"lobby","sockets":2,"messages_per_s":0.5}]"#
        #expect(ticks.filter { $0.contains(rooms) }.count == 4)
    }

    @Test("each second of the history is told with the registry at its end, whatever intervals subscribers have")
    func everySecond() throws {
        let seconds = Seconds()
        let bench = Bench(everySecond: seconds.add)
        let opened = bench.registry.counter("telltale_websocket_connections_opened_total", help: "h", labels: ["endpoint"])
            .child("chat")
        bench.feed.sample()
        #expect(seconds.all.isEmpty)
        _ = bench.feed.subscribe(RecordingSubscriber(), intervalMilliseconds: 250)
        opened.increment(by: 3)
        bench.run(milliseconds: 2_000)
        #expect(seconds.all.map(\.timestampMilliseconds) == [ManualClock.start + 1_000, ManualClock.start + 2_000])
        #expect(seconds.all.map(\.entry.openedPerSecond) == [3, 0])
        let last = try #require(seconds.all.last)
        #expect(last.snapshot.family("telltale_websocket_connections_opened_total")?.number("chat") == 3)
        #expect(last.snapshot.takenAtNanoseconds == bench.clock.now)
    }

    @Test("the registry is read once a second when nobody asks for more")
    func readsRarely() {
        let bench = Bench()
        let reads = Reads()
        bench.registry.functionGauge("process_open_fds", help: "h") { reads.count() }
        bench.feed.sample()
        bench.run(milliseconds: 10_000)
        #expect(reads.total == 11)
        _ = bench.feed.subscribe(RecordingSubscriber(), intervalMilliseconds: 500)
        bench.run(milliseconds: 10_000)
        #expect(reads.total == 31)
    }

    @Test("after a standstill the missed ticks are not made up for, and the rate is over the whole time")
    func standstill() {
        let bench = Bench()
        let bytes = bench.registry.counter("telltale_websocket_sent_bytes_total", help: "h", labels: ["endpoint"]).child("chat")
        bench.feed.sample()
        let subscriber = RecordingSubscriber()
        _ = bench.feed.subscribe(subscriber)
        _ = subscriber.take()
        bytes.increment(by: 300)
        bench.clock.advance(milliseconds: 30_000)
        bench.feed.sample()
        bench.feed.sample()
        let ticks = subscriber.take()
        #expect(ticks.count == 1)
        #expect(ticks.first?.contains(#""bytes_out_per_s":10"#) == true)
        bench.run(milliseconds: 1_000)
        #expect(subscriber.takeSeqs() == [2])
    }

    @Test("a look at the clock that comes a little early or late moves no tick")
    func jitter() {
        let bench = Bench()
        bench.feed.sample()
        let subscriber = RecordingSubscriber()
        _ = bench.feed.subscribe(subscriber)
        for round in 0..<40 {
            bench.clock.advance(milliseconds: round.isMultiple(of: 2) ? 240 : 260)
            bench.feed.sample()
        }
        #expect(subscriber.takeSeqs() == Array(1...10))
    }

    @Test("running samples at the pace until the pause throws")
    func runs() async {
        let bench = Bench()
        let subscriber = RecordingSubscriber()
        _ = bench.feed.subscribe(subscriber, intervalMilliseconds: 250)
        let clock = bench.clock
        let start = clock.now
        await bench.feed.run { pause in
            guard clock.now < start + 2_000_000_000 else { throw CancellationError() }
            clock.advance(milliseconds: pause.components.attoseconds / 1_000_000_000_000_000)
        }
        #expect(subscriber.takeSeqs() == Array(1...8))
    }
}
