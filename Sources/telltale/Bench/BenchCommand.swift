import ArgumentParser
import LoadGenerator

/// `telltale bench`: the load generator.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure a server: deliveries, latency, connections, and what they cost it.",
        discussion: """
            Connects subscribers to a room, publishes, and checks that every message reaches every one of them once and in \
            order. Start the server with --message-rate 0, or its rate limit answers.

              telltale bench --subscribers 1000 --window 4 --server-pid $PID
              telltale bench --subscribers 500 --rate 20 --duration 10
              telltale bench --rooms 1000 --per-room 2 --window 1
              telltale bench --mode idle --subscribers 5000 --server-pid $PID
              telltale bench --mode connect --subscribers 10000
              telltale bench --mode floor --subscribers 1000

            Exits with 1 when a connection failed or a delivery was lost, doubled or reordered.
            """)

    @OptionGroup(title: "Target")
    var target: BenchTargetOptions

    @OptionGroup(title: "Load")
    var load: BenchLoadOptions

    @OptionGroup(title: "Measuring")
    var measuring: BenchMeasuringOptions

    @Option(help: .hidden)
    var floorReader: String?

    func run() throws {
        if let floorReader {
            guard let order = FloorOrder(parsing: floorReader) else { throw ValidationError("Not an order: \(floorReader)") }
            return try FloorReader.run(order)
        }
        switch load.mode {
        case .floor: try runFloor()
        case .fanout: try runLoad(.fanout)
        case .idle: try runLoad(.idle)
        case .connect: try runLoad(.connect)
        }
    }

    private func runFloor() throws {
        let run = try FloorRun(try load.floorPlan(cpus: measuring.cpus)) { ["bench", "--floor-reader", $0] }
        let report = try run.perform()
        try StandardStream.output.print(measuring.json ? report.json + "\n" : report.table)
    }

    private func runLoad(_ mode: LoadMode) throws {
        let topology = load.topology
        var plan = LoadPlan(
            target: try target.target(rooms: topology.rooms, perRoom: topology.membersPerRoom, minter: .dataFolder))
        plan.topology = topology
        plan.greetings = load.greetings ?? target.greetings
        plan.serverPIDs = measuring.serverPIDs
        load.apply(to: &plan)
        let report = try LoadRun(plan, mode: mode).perform()
        try StandardStream.output.print(measuring.json ? report.json + "\n" : report.table)
        if !report.passed { throw ExitCode(1) }
    }
}
