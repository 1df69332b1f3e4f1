/// Finds names that no setting has and guesses what was meant.
enum UnknownSetting {
    /// The first variable of an environment, in the order of names, that starts like ours and is none.
    /// - Throws: ``CommandFailure`` that names it and the nearest known one.
    static func check(environment names: some Sequence<String>) throws(CommandFailure) {
        let known = Set(Settings.table.filter { $0.places.contains(.environment) }.map(\.environmentName))
        let unknown = names.filter { $0.hasPrefix(SettingRow.environmentPrefix) && !known.contains($0) }
        guard let first = unknown.min() else { return }
        throw CommandFailure(.configuration, complaint(about: first, in: .environment))
    }

    /// What to say about a name that no setting has in that place.
    static func complaint(about name: String, in place: SettingPlaces) -> String {
        let rows = Settings.table.filter { $0.places.contains(place) }
        let names = rows.map { place == .environment ? $0.environmentName : $0.key }
        let noun = place == .environment ? "environment variable" : "setting"
        guard let near = Spelling.nearest(to: name, among: names) else {
            return "there is no \(noun) \"\(name)\"; telltale serve --help lists all"
        }
        return "there is no \(noun) \"\(name)\"; did you mean \(near)?"
    }
}
