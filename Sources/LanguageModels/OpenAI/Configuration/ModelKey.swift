/// The key of a provider: goes into the header `Authorization` and nowhere else. Printing it shows only that there is one.
public struct ModelKey: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let text: String

    /// - Parameter text: without white space around it.
    /// - Throws: ``OpenAIConfigurationError`` unless it is 1 to 4,096 visible ASCII characters: nothing else fits a header.
    public init(_ text: String) throws(OpenAIConfigurationError) {
        guard (1...4_096).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw OpenAIConfigurationError(.key)
        }
        self.text = text
    }

    public var description: String { "(hidden)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
