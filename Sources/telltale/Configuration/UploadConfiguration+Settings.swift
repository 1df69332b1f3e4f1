import Chat

extension UploadConfiguration {
    /// Whether files are taken, and within which bounds.
    /// - Throws: ``CommandFailure`` for a value that cannot be read.
    static func named(in reader: SettingsReader) throws(CommandFailure) -> UploadConfiguration {
        let maximumBytes = try reader.value(Settings.uploadBytes)
        let types = try reader.value(Settings.uploadTypes)
        return UploadConfiguration(
            takesFiles: maximumBytes > 0,
            maximumBytes: Int64(maximumBytes),
            bytesPerUser: Int64(try reader.value(Settings.uploadQuotaBytes)),
            atOnce: try reader.value(Settings.uploadsAtOnce),
            loosePerUser: try reader.value(Settings.looseUploads),
            looseLifetimeSeconds: Double(try reader.value(Settings.looseUploadTime).milliseconds) / 1_000,
            mediaTypes: types.flatMap { MediaTypeList($0.joined(separator: ",")) } ?? .standard
        )
    }
}
