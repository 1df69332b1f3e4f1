/// Why an `OTEL_…` variable cannot be used. The description is one line for people and shows no secret.
public struct OTLPConfigurationError: Error, Hashable, CustomStringConvertible {
    enum Code: Hashable {
        case endpoint
        case protocolName(String)
        case choice(String, known: [String])
        case milliseconds(String, ClosedRange<Int>)
        case entry(Int)
        case headerName(Int)
        case headerValue(Int)
        case ownHeader(String)
        case unreadable(String)
        case lacksPartner(String)
    }

    /// The variable that is wrong.
    public let variable: String

    let code: Code

    init(_ variable: String, _ code: Code) {
        self.variable = variable
        self.code = code
    }

    public var description: String {
        "\(variable) \(reason)"
    }

    private var reason: String {
        switch code {
        case .endpoint: "is not a URL with http or https, a host and no user, such as http://localhost:4318"
        case .protocolName(let name): "is \(name); metrics are pushed with http/protobuf only"
        case .choice(let value, let known): "is \(value); it can be \(known.joined(separator: ", "))"
        case .milliseconds(let value, let range):
            "is \(value); it can be \(range.lowerBound) to \(range.upperBound) milliseconds, in digits"
        case .entry(let number): "has an entry that is not key=value with percent-encoded UTF-8: the \(Self.ordinal(number))"
        case .headerName(let number): "has an entry whose key is no header name: the \(Self.ordinal(number))"
        case .headerValue(let number): "has an entry whose value has control characters: the \(Self.ordinal(number))"
        case .ownHeader(let name): "sets \(name), which is not for others to set"
        case .unreadable(let why): "names a file that cannot be used: \(why)"
        case .lacksPartner(let other): "is set without \(other)"
        }
    }

    private static func ordinal(_ number: Int) -> String {
        switch number {
        case 1: "first"
        case 2: "second"
        case 3: "third"
        default: "\(number)th"
        }
    }
}
