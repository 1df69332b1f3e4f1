/// The endpoint's API key and where it was given.
struct ModelKeySource: Sendable {
    /// The key; not to be printed.
    let text: String
    /// The setting that gave it.
    let row: SettingRow

    /// The key that the settings name; `nil` when they name none.
    /// - Throws: ``CommandFailure`` when there are two, or the file cannot be read.
    init?(_ reader: SettingsReader) throws(CommandFailure) {
        let key = try reader.value(Settings.modelKey)
        let file = try reader.value(Settings.modelKeyFile)
        switch (key, file) {
        case (nil, nil):
            return nil
        case (let key?, nil):
            (text, row) = (key, Settings.modelKey.row)
        case (nil, let file?):
            let secret = try Secret(file: file, purpose: "the model's key")
            (text, row) = (String(decoding: secret.bytes, as: UTF8.self), Settings.modelKeyFile.row)
        case (_?, _?):
            let places = [Settings.modelKey.row, Settings.modelKeyFile.row].map {
                "\($0.key) (\(reader.origin(of: $0).description(of: $0)))"
            }
            throw CommandFailure(.configuration, "give one key for the model, not two: \(places.joined(separator: ", "))")
        }
    }
}
