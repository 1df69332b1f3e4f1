import Foundation
import Testing

@testable import telltale

/// What `--print-config` shows.
struct PrintedConfigurationTests {
    private func reader() throws -> SettingsReader {
        try SettingsReader(
            flags: ["port": "9000", "max-message-bytes": "131072"],
            environment: ["TELLTALE_SECRET": ServeSettingsTests.secret, "TELLTALE_ENV": "production"]
        )
    }

    @Test("each setting has a line with its value and where it came from, in columns")
    func columns() throws {
        let lines = try PrintedConfiguration(reader()).text.split(separator: "\n").map(String.init)
        #expect(lines.count == Settings.table.count + 1)
        #expect(lines[0] == "SETTING                      VALUE                   FROM")
        #expect(lines.contains("port                         9000                    flag --port"))
        #expect(lines.contains("env                          production              environment TELLTALE_ENV"))
        #expect(lines.contains("secret                       set                     environment TELLTALE_SECRET"))
        #expect(lines.contains("sockets-per-user             16                      default, by env"))
        #expect(lines.contains("max-message-bytes            128KiB                  flag --max-message-bytes"))
        #expect(lines.contains("message-rate                 20                      default"))
    }

    @Test("the same comes as JSON")
    func json() throws {
        struct Line: Decodable, Equatable {
            let setting: String, value: String, source: String
        }
        let lines = try JSONDecoder().decode([Line].self, from: Data(PrintedConfiguration(reader()).json.utf8))
        #expect(lines.map(\.setting) == Settings.table.map(\.key))
        #expect(lines.contains(Line(setting: "port", value: "9000", source: "flag --port")))
    }

    @Test("the secret itself is shown nowhere")
    func secret() throws {
        let printed = try PrintedConfiguration(reader())
        #expect(!printed.text.contains(ServeSettingsTests.secret))
        #expect(!printed.json.contains(ServeSettingsTests.secret))
    }
}
