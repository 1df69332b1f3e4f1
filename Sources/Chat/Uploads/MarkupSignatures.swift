/// Markup and scripts: texts that somebody may run.
enum MarkupSignatures {
    static func type(of header: [UInt8]) -> ContentType? {
        let withoutMark = header.starts(with: [0xEF, 0xBB, 0xBF]) ? header[3...] : header[...]
        if withoutMark.starts(with: "#!".utf8) { return ContentType("text/x-script", isActive: true) }
        let text = withoutMark.drop { whitespace.contains($0) }
        guard text.first == UInt8(ascii: "<") else { return nil }
        if starts(text, with: "<?php") { return ContentType("application/x-httpd-php", isActive: true) }
        let isXML = starts(text, with: "<?xml")
        let isMarkup = isXML || tags.contains { isTag($0, text) }
        guard isMarkup else { return nil }
        if isTag("<svg", text) || contains(text, "<svg") { return ContentType("image/svg+xml", isActive: true) }
        return ContentType(isXML ? "text/xml" : "text/html", isActive: true)
    }

    private static let whitespace: Set<UInt8> = [0x09, 0x0A, 0x0C, 0x0D, 0x20]

    /// Those of the standard's section 7.1, and the root of a picture.
    private static let tags = [
        "<!doctype html", "<!doctype svg", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a", "<style",
        "<title", "<b", "<body", "<br", "<p", "<!--", "<svg",
    ]

    /// Whether a text begins with a tag and what may follow its name.
    private static func isTag(_ tag: String, _ text: ArraySlice<UInt8>) -> Bool {
        guard starts(text, with: tag) else { return false }
        if tag == "<!--" { return true }
        guard let next = text.dropFirst(tag.utf8.count).first else { return false }
        return whitespace.contains(next) || next == UInt8(ascii: ">") || next == UInt8(ascii: "/")
    }

    private static func starts(_ text: ArraySlice<UInt8>, with lowercase: String) -> Bool {
        text.count >= lowercase.utf8.count && zip(text, lowercase.utf8).allSatisfy { lowered($0) == $1 }
    }

    private static func contains(_ text: ArraySlice<UInt8>, _ lowercase: String) -> Bool {
        text.indices.contains { text[$0] == UInt8(ascii: "<") && starts(text[$0...], with: lowercase) }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A") <= byte && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
