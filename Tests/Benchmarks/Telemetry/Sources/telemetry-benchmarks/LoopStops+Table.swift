extension LoopStops {
    /// Runs with and without gathers in turn, and the table of them, in Markdown.
    static func table(rounds: Int) -> String {
        let stops = LoopStops()
        var with: [Figures] = []
        var without: [Figures] = []
        for _ in 0..<rounds {
            without.append(stops.measure(gathering: false, duration: 500_000_000))
            with.append(stops.measure(gathering: true, duration: 500_000_000))
        }
        return """
            | | longest gap, µs, min | median | max | gaps over 50 µs | the loop waited | gathers |
            |---|---|---|---|---|---|---|
            \(line("loop beside a busy thread", without))
            \(line("loop beside gathers of \(Scrapes.series) series", with))
            """
    }

    private static func line(_ name: String, _ figures: [Figures]) -> String {
        let gaps = figures.map(\.longest).sorted()
        let shown = [gaps.first, gaps[gaps.count / 2], gaps.last].map { Timing.twoDigits(Double($0 ?? 0) / 1_000) }
        let tooLong = figures.reduce(0) { $0 + $1.tooLong }
        let waits = figures.reduce(0) { $0 + $1.waits }
        let gathers = figures.reduce(0) { $0 + $1.gathers }
        return "| \(([name] + shown + ["\(tooLong)", "\(waits) times", "\(gathers)"]).joined(separator: " | ")) |"
    }
}
