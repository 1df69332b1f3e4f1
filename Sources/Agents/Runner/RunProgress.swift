import Essentials
import Wire

/// How far an attempt is: nobody knows how often a model asks for tools, so within a step it nears the end without reaching it.
struct RunProgress: Sendable {
    /// The longest message, in bytes, but for the sign that it was cut.
    private static let messageBytes = 200

    private let names: [String]
    private var position = 0
    /// What happened within the step.
    private var count = 0

    /// - Parameter names: of the steps; empty is one step that has none.
    init(steps names: [String]) {
        self.names = names
    }

    /// Goes on to a step, counted from 0.
    mutating func begin(_ position: Int) {
        self.position = position
        count = 0
    }

    /// The progress of the next thing that is done.
    mutating func next(_ what: String) -> ExecutionProgress {
        let steps = max(1, names.count)
        let share = Double(count) / Double(count + 3)
        count += 1
        let percentage = ((Double(position) + share) / Double(steps) * 100).rounded(.down)
        return ExecutionProgress(percentage: percentage, message: message(what), step: position + 1, steps: steps)
    }

    private func message(_ what: String) -> String {
        let text = names.indices.contains(position) ? "\(names[position]): \(what)" : what
        let line = text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
        return line.utf8.count > Self.messageBytes ? line.prefix(utf8Bytes: Self.messageBytes) + "…" : line
    }
}
