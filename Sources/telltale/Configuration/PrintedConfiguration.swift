import Foundation

/// What `serve --print-config` shows: each setting, its value and where it came from.
struct PrintedConfiguration: Sendable {
    private struct Line: Encodable {
        let setting: String
        let value: String
        let source: String
    }

    private let lines: [Line]

    /// The settings as they were given.
    /// - Throws: ``CommandFailure`` for a value that cannot be read.
    init(_ reader: SettingsReader) throws(CommandFailure) {
        var lines: [Line] = []
        for row in Settings.table {
            let source = reader.origin(of: row).description(of: row)
            lines.append(Line(setting: row.key, value: try reader.shown(row), source: source))
        }
        self.lines = lines
    }

    /// Three aligned columns with a heading, one line a setting.
    var text: String {
        let all = [Line(setting: "SETTING", value: "VALUE", source: "FROM")] + lines
        let settingWidth = all.map(\.setting.count).max() ?? 0
        let valueWidth = all.map(\.value.count).max() ?? 0
        return all.map { line in
            pad(line.setting, to: settingWidth) + "  " + pad(line.value, to: valueWidth) + "  " + line.source + "\n"
        }.joined()
    }

    /// A JSON array with one object a setting.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(lines) else { return "[]\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private func pad(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: width - text.count)
    }
}
