import Foundation

/// The table of rooms in the documentation's article on architecture.
struct RoomTable {
    struct Room {
        /// Its folder from the top of the project.
        let folder: String
        /// What it is imported as.
        let module: String
        /// Rooms that it may import; `nil` is all.
        let ours: [String]?
        /// Modules of others that it may import; `nil` is all.
        let others: [String]?
    }

    /// In the order of the table.
    let rooms: [Room]

    init() throws {
        let article = try String(contentsOfFile: Project.root + "/Sources/telltale/telltale.docc/Architecture.md", encoding: .utf8)
        rooms = article.split(separator: "\n").compactMap(Self.room)
    }

    /// The room of a line `| folder (module) | holds | ours | from outside |`; `nil` for every other line.
    private static func room(_ line: Substring) -> Room? {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == 6, let folder = names(cells[1])?.first, folder.contains("/") else { return nil }
        let module = names(cells[1])?.dropFirst().first ?? String(folder.split(separator: "/").last ?? "")
        return Room(folder: folder, module: module, ours: names(cells[3]), others: names(cells[4]))
    }

    /// The names between backticks; `nil` when the cell says everything.
    private static func names(_ cell: String) -> [String]? {
        cell.contains("everything") ? nil : cell.matches(of: /`([^`]+)`/).map { String($0.1) }
    }
}
