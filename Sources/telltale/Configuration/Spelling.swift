/// Guesses which known name a mistyped one was meant to be.
enum Spelling {
    /// The nearest of the names, when it is near enough to be a guess: a third of its length in slips.
    static func nearest(to name: String, among names: [String]) -> String? {
        let typed = normal(name)
        let candidates = names.map { (name: $0, distance: distance(typed, normal($0))) }
        guard let best = candidates.min(by: { $0.distance < $1.distance }),
            best.distance <= max(1, best.name.count / 3)
        else { return nil }
        return best.name
    }

    /// Slips between two texts: insertions, deletions, replacements and swaps of neighbours
    /// (the optimal string alignment distance).
    static func distance(_ first: [Character], _ second: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            for column in second.indices {
                let replaced = last[column] + (first[row] == second[column] ? 0 : 1)
                var best = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }

    /// Case, hyphens and underscores are no slips.
    private static func normal(_ name: String) -> [Character] {
        name.lowercased().map { $0 == "_" ? "-" : $0 }
    }
}
