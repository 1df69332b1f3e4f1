import ArgumentParser

/// The flags of the section Uploads. Values are texts here: the table of settings reads them.
struct UploadOptions: ParsableArguments, SettingFlags {
    @Option(help: Settings.uploadBytes.row.help) var uploadBytes: String?
    @Option(help: Settings.uploadTypes.row.help) var uploadTypes: String?
    @Option(help: Settings.uploadQuotaBytes.row.help) var uploadQuotaBytes: String?
    @Option(help: Settings.uploadsAtOnce.row.help) var uploadsAtOnce: String?
    @Option(help: Settings.looseUploads.row.help) var looseUploads: String?
    @Option(help: Settings.looseUploadTime.row.help) var looseUploadTime: String?

    var flags: [(SettingRow, String?)] {
        [
            (Settings.uploadBytes.row, uploadBytes), (Settings.uploadTypes.row, uploadTypes),
            (Settings.uploadQuotaBytes.row, uploadQuotaBytes), (Settings.uploadsAtOnce.row, uploadsAtOnce),
            (Settings.looseUploads.row, looseUploads), (Settings.looseUploadTime.row, looseUploadTime),
        ]
    }
}
