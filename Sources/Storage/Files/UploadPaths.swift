import Wire

/// Where the files of uploads are: `<root>/<2 characters>/<id>`, and with `.part` at the end while one is written.
///
/// The two characters are the last of the id: its first ones are its time, the same for months, and folders should share
/// the files evenly.
struct UploadPaths: Sendable {
    static let unfinished = ".part"

    let root: String

    /// The folder of an upload, its file, and the file while it is written; nil for an id that makes no name of a file.
    func places(of id: String) -> (folder: String, file: String, part: String)? {
        guard Identifier.isValid(id), !id.hasPrefix("."), !id.hasSuffix(Self.unfinished) else { return nil }
        let shard = String(id.suffix(2)).replacing(".", with: "_")
        let folder = "\(root)/\(shard)"
        return (folder, "\(folder)/\(id)", "\(folder)/\(id)\(Self.unfinished)")
    }
}
