import Essentials

/// The host of a URL, in the one form in which hosts are compared.
public enum WebHost: Sendable, Hashable {
    /// Lower case, without a dot at the end.
    case name(String)
    case address(IPAddress)

    /// Reads a host as a URL has it: `Example.com.`, `192.0.2.1`, `[2001:db8::1]`; nil when it is none.
    ///
    /// What only looks like a number (`127.1`, `0x7f000001`, `017700000001`) is no host: resolvers take it for an address that the
    /// text does not show (WHATWG URL, section 3.5, "ends in a number").
    public init?(_ text: Substring) {
        if text.first == "[" {
            guard text.last == "]", let address = IPAddress(String(text.dropFirst().dropLast())), !address.isVersion4 else { return nil }
            self = .address(address)
            return
        }
        if let address = IPAddress(String(text)) {
            guard address.isVersion4 else { return nil }
            self = .address(address)
            return
        }
        guard let name = Self.name(text) else { return nil }
        self = .name(name)
    }

    /// As a URL has it.
    public var text: String {
        switch self {
        case .name(let name): name
        case .address(let address): address.isVersion4 ? address.text : "[\(address.text)]"
        }
    }

    private static func name(_ text: Substring) -> String? {
        let bare = text.hasSuffix(".") ? text.dropLast() : text
        let labels = bare.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...253).contains(bare.utf8.count), labels.allSatisfy({ (1...63).contains($0.utf8.count) && $0.utf8.allSatisfy(isAllowed) }),
            let last = labels.last, !isNumber(last)
        else { return nil }
        return bare.lowercased()
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    private static func isNumber(_ label: Substring) -> Bool {
        let digits = label.lowercased().hasPrefix("0x") ? label.dropFirst(2) : label
        return digits.count < label.count
            ? digits.allSatisfy { $0.isHexDigit } : digits.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    }
}
