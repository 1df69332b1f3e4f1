import ArgumentParser
import LoadGenerator

/// How much load, and how it is paced.
struct BenchLoadOptions: ParsableArguments {
    @Option(help: "What to do.")
    var mode = BenchMode.fanout

    @Option(name: [.customShort("n"), .long], help: "Connections to the room.")
    var subscribers = 100

    @Option(help: "Rooms. With more than one, --per-room says how many connections each has.")
    var rooms = 1

    @Option(help: "Connections in each of several rooms.")
    var perRoom = 2

    @Option(help: "How many of a room's connections publish, in turn.")
    var publishers = 1

    @Option(help: "Messages in a room that not every member has received: the next one waits for space. Used unless --rate is given.")
    var window = 4

    @Option(help: "Messages a second over all rooms, whether or not the server keeps up.")
    var rate: Double?

    @Option(help: "Bytes of a message's JSON text.")
    var size = 256

    @Flag(help: "Give each message an id, so that the server remembers it and acknowledges it by name.")
    var withIds = false

    @Option(help: "Seconds of publishing before the measurement.")
    var warmup = 1.0

    @Option(help: "Seconds to measure, or to hold idle connections.")
    var duration = 5.0

    @Option(help: "End after this many messages. 0: no such end.")
    var maxMessages = 0

    @Option(help: "Seconds without any delivery after which what is missing is lost.")
    var timeout = 5.0

    @Option(help: "Connections being made at once.")
    var concurrency = 64

    @Option(help: "Text messages to await from the server before a connection counts. Default: 1, its connection frame; 0 with --url.")
    var greetings: Int?

    var topology: Topology {
        Topology(rooms: rooms, membersPerRoom: rooms > 1 ? perRoom : subscribers, publishersPerRoom: publishers)
    }

    func apply(to plan: inout LoadPlan) {
        plan.pace = rate.map { .rate($0) } ?? .window(window)
        plan.messageBytes = size
        plan.withIDs = withIds
        plan.warmUpSeconds = warmup
        plan.durationSeconds = duration
        plan.maximumMessages = maxMessages
        plan.timeoutSeconds = timeout
        plan.connectConcurrency = concurrency
    }

    /// - Parameter cpus: of the writer and the reader.
    func floorPlan(cpus: [Int]) throws -> FloorPlan {
        var plan = FloorPlan()
        plan.subscribers = subscribers
        plan.messageBytes = size
        plan.window = window
        plan.durationSeconds = duration
        plan.writerCPU = cpus.first
        plan.readerCPU = cpus.dropFirst().first
        return plan
    }
}
