/// What is wrong with a file of agents, in one line.
public struct DeclarationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file as it was named.
    public var file: String
    /// From 1 on; nil when the whole file is meant.
    public var line: Int?
    /// In Unicode scalars, from 1 on.
    public var column: Int?
    public var message: String

    /// An error.
    public init(file: String, line: Int? = nil, column: Int? = nil, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// `agents.yaml, line 3, column 5: …`
    public var description: String {
        let place = [line.map { ", line \($0)" }, column.map { ", column \($0)" }].compactMap(\.self).joined()
        return "\(file)\(place): \(Self.line(message))"
    }

    /// With control characters escaped: what a file has in its keys must not end the line, or speak to a terminal.
    private static func line(_ message: String) -> String {
        message.unicodeScalars.reduce(into: "") { line, scalar in
            if scalar.properties.generalCategory == .control {
                line += scalar.escaped(asASCII: true)
            } else {
                line.unicodeScalars.append(scalar)
            }
        }
    }
}
