import ArgumentParser

/// What is read besides the sockets, and how the outcome is written.
struct BenchMeasuringOptions: ParsableArguments {
    @Option(
        name: .customLong("server-pid"),
        help: "The server's process: its CPU time and memory are reported, descendants included. Several: repeat it.")
    var serverPIDs: [Int32] = []

    @Option(
        parsing: .upToNextOption,
        help: "The CPUs of the floor's writer and reader, counted from 0. Other modes are pinned with taskset(1).")
    var cpus: [Int] = []

    @Flag(help: "Print one JSON object instead of a table.")
    var json = false

    func validate() throws {
        guard cpus.isEmpty || cpus.count == 2 else { throw ValidationError("--cpus takes two numbers: writer and reader.") }
    }
}
