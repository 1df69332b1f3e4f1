/// Which media types are taken: names such as `application/pdf`, families such as `image/*`, or `*/*`.
///
/// A family never means active content, which a browser or a system may run: SVG, HTML, scripts, programs. That is taken
/// only where its own name is in the list.
public struct MediaTypeList: Sendable, Equatable {
    private let names: Set<String>
    private let families: Set<String>

    /// Pictures, sound, video, PDF, archives and plain text.
    public static let standard = MediaTypeList(
        names: [
            "application/pdf", "application/zip", "application/gzip", "application/vnd.rar", "application/x-7z-compressed",
            "application/x-bzip2", "application/x-tar", "application/x-xz", "application/zstd", "text/plain",
        ], families: ["image", "audio", "video"])

    private init(names: Set<String>, families: Set<String>) {
        self.names = names
        self.families = families
    }

    /// Reads a list such as `image/*, application/pdf`; nil when a part of it is no type (RFC 6838, section 4.2).
    public init?(_ text: String) {
        var names: Set<String> = []
        var families: Set<String> = []
        for part in text.split(separator: ",") {
            let name = part.lowercased().filter { $0 != " " && $0 != "\t" }
            let halves = name.split(separator: "/", omittingEmptySubsequences: false)
            guard halves.count == 2, halves.allSatisfy({ $0 == "*" || Self.isToken($0) }) else { return nil }
            switch (halves[0], halves[1]) {
            case ("*", "*"): families.insert("*")
            case ("*", _): return nil
            case (let family, "*"): families.insert(String(family))
            default: names.insert(name)
            }
        }
        self.init(names: names, families: families)
    }

    /// Whether a content of this type is taken.
    func allows(_ type: ContentType) -> Bool {
        if names.contains(type.name) { return true }
        if type.isActive { return false }
        return families.contains("*") || families.contains(String(type.name.prefix { $0 != "/" }))
    }

    private static func isToken(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.count <= 127
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "!#$&-^_.+".utf8.contains(byte)
                }
            }
    }
}
