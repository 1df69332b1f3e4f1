/// The head of one part of a form.
struct FormPart: Equatable {
    /// Of the file that the part holds; nil for other fields.
    let fileName: String?

    /// - Parameter head: the lines of the head.
    /// - Returns: nil when it does not say what the part is.
    init?(head: some Sequence<UInt8>) {
        guard let text = String(validating: Array(head), as: UTF8.self) else { return nil }
        var disposition: ContentDisposition?
        for line in text.unicodeScalars.split(whereSeparator: { $0 == "\r" || $0 == "\n" }) {
            let parts = Substring(line).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            guard parts[0].lowercased() == "content-disposition" else { continue }
            guard disposition == nil, let found = ContentDisposition(String(parts[1])) else { return nil }
            disposition = found
        }
        guard let disposition, disposition.kind == "form-data" else { return nil }
        fileName = disposition.fileName
    }
}
