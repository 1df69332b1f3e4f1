/// The documentation's article on settings, made from the table.
enum SettingsArticle {
    /// The article in Markdown; a test holds the file `Settings.md` to it.
    static var text: String {
        introduction + SettingSection.allCases.map(section).joined()
    }

    private static let introduction = """
        # Settings

        What `telltale serve` can be told, and where.

        ## Where settings come from

        Each setting has one name. With the name `message-rate` it is the flag `--message-rate 50`, the environment
        variable `TELLTALE_MESSAGE_RATE=50` and the line `message-rate: 50` of a YAML or JSON file named with `--config`.
        A flag counts over the environment, the environment over the file, the file over the default.
        `telltale serve --print-config` shows every setting, its value and where it came from.

        A name that does not exist, in any of the three places, ends the command with one line that says so. So does a
        value that cannot be read, and an empty one: only an empty environment variable counts as not set. Where nothing may be
        given, the word for it is the default shown below: `none`, `any`.

        Sizes are bytes or `64KiB`, `1MiB`. Times are seconds or `500ms`, `2m`, `1h`. Lists have commas between their
        entries; in a file they can be lists. Yes or no is a flag without a value, `--open-rooms` or `--no-open-rooms`,
        and `true` or `false` elsewhere.

        > Note: Kubernetes sets variables such as `TELLTALE_SERVICE_HOST` and `TELLTALE_PORT=tcp://…` in every pod when a Service is
        > called `telltale`. They are not read, and one line of the log names them; `enableServiceLinks: false` in the pod's
        > specification keeps them away.

        """

    private static func section(_ section: SettingSection) -> String {
        let rows = Settings.table.filter { $0.section == section }
        return "\n## \(section.rawValue)\n" + rows.map(entry).joined()
    }

    private static func entry(_ row: SettingRow) -> String {
        let names = [
            row.places.contains(.flag) ? "`\(row.flag)\(row.isSwitch ? "" : " <\(row.valueName)>")`" : nil,
            row.places.contains(.environment) ? "`\(row.environmentName)`" : nil,
            row.places.contains(.file) ? nil : "not in a file",
        ]
        let extremes = row.extremes.isEmpty ? "" : " \(row.extremes)"
        return """

            ### \(row.key)

            \(row.meaning)\(extremes)

            - \(names.compactMap(\.self).joined(separator: ", "))
            - Default: \(row.defaultSummary)

            """
    }
}
