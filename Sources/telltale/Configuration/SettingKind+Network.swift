import Essentials

extension SettingKind where Value == String {
    /// The name or address of a network interface.
    static let host = Self(
        valueName: "host",
        parse: { text throws(BadValue) in
            // An IPv6 address may come in the brackets that it has in a URL.
            let name = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
            let allowed = name.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || ".-:%_".utf8.contains(byte)
            }
            guard !name.isEmpty, allowed else { throw BadValue("a host name or an IP address") }
            return name
        },
        format: { $0 }
    )

    /// A JWKS: the path of a file or an `https` URL.
    static let keySet = Self(
        valueName: "path|url",
        parse: { text throws(BadValue) in
            guard !text.isEmpty, !text.lowercased().hasPrefix("http://") else {
                throw BadValue("the path of a file or an https URL")
            }
            return text
        },
        format: { ShownURL.text($0) }
    )
}

extension SettingKind where Value == [String] {
    /// Networks as CIDR; a bare address is a network of one.
    static let networks = list("CIDR") { text throws(BadValue) in
        guard IPNetwork(orAddress: text) != nil else {
            throw BadValue("a list of networks such as 10.0.0.0/8,fd00::/8")
        }
    }

    /// Patterns of origins: `example.com` (that host), `.example.com` (it and all below it),
    /// `https://example.com:8443` (scheme, host and port), `*` (any).
    static func origins(unset: String) -> Self {
        list("pattern", unset: unset) { text throws(BadValue) in
            let host = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false).last ?? ""
            let allowed = host.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || ".-:[]".utf8.contains(byte)
            }
            guard text == "*" || (!host.isEmpty && host != "." && allowed) else {
                throw BadValue("a list of origins such as example.com,.example.com,https://example.com:8443")
            }
        }
    }
}
