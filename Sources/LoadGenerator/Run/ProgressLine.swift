import Glibc

/// One line on stderr that is written over while a run goes on; silent where stderr is no terminal.
struct ProgressLine {
    private static let interval: Int64 = 250_000_000
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var nextAt: Int64 = 0

    mutating func update(at now: Int64, _ text: @autoclosure () -> String) {
        guard isTerminal, now >= nextAt else { return }
        nextAt = now + Self.interval
        Self.write("\r\u{1b}[K" + text())
    }

    /// Takes the line away.
    func clear() {
        if isTerminal { Self.write("\r\u{1b}[K") }
    }

    private static func write(_ text: String) {
        var text = text
        text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
