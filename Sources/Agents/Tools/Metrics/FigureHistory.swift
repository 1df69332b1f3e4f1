import LanguageModels
import Wire

/// A live figure over time, in at most sixty rows.
struct FigureHistory: Sendable {
    private static let rowLimit = 60

    /// Oldest first.
    private let seconds: [OperationsSecond]

    init(_ seconds: [OperationsSecond]) {
        self.seconds = seconds
    }

    /// What the figure was, a row for each stretch of time; what was not measured is said to be so.
    ///
    /// - Throws: ``ToolError`` for a figure that is not kept.
    func text(of name: String, seconds asked: Int) throws(ToolError) -> String {
        guard let figure = LiveFigure(rawValue: name) else {
            let names = LiveFigure.allCases.map(\.rawValue).joined(separator: ", ")
            throw ToolError("there is no live figure \"\(name.prefix(80))\"; there are: \(names)")
        }
        guard !seconds.isEmpty else { return "Nothing is measured yet: the server has only just started." }
        let width = max(1, (seconds.count + Self.rowLimit - 1) / Self.rowLimit)
        var rows: [String] = []
        var start = 0
        while start < seconds.count {
            let part = seconds[start..<min(start + width, seconds.count)]
            rows.append(Self.row(figure, part))
            start += width
        }
        let length = seconds.reduce(0) { $0 + Double($1.seconds) }
        let extent = length < Double(asked) - 1 ? "all that was measured" : "as asked"
        return "\(name), \(Self.meaning(figure)), \(DecimalText.of(length.rounded())) s (\(extent)):\n" + rows.joined(separator: "\n")
    }

    private static func row(_ figure: LiveFigure, _ part: ArraySlice<OperationsSecond>) -> String {
        let end = part.last?.endMilliseconds ?? 0
        return "\(Timestamp.text(end)) \(value(figure, part).map(DecimalText.rounded) ?? "not measured")"
    }

    private static func value(_ figure: LiveFigure, _ part: ArraySlice<OperationsSecond>) -> Double? {
        let measured = part.compactMap { second in figure.value(in: second).map { (value: $0, seconds: Double(second.seconds)) } }
        switch figure.kind {
        case .level: return measured.last?.value
        case .quantile: return measured.map(\.value).max()
        case .rate:
            let time = measured.reduce(0) { $0 + $1.seconds }
            return time > 0 ? measured.reduce(0) { $0 + $1.value } / time : nil
        }
    }

    private static func meaning(_ figure: LiveFigure) -> String {
        switch figure.kind {
        case .level: "the value at each time"
        case .rate: "the mean up to each time"
        case .quantile: "the largest up to each time"
        }
    }
}
