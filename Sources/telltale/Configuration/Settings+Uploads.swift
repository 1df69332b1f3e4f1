import Chat

extension Settings {
    private static let count = SettingKind<Int>.integer(in: 0...1_000_000_000)
    private static let size = SettingKind<Int>.bytes(in: 0...1 << 40)

    static let uploadBytes = Setting(
        "upload-bytes", in: .uploads, size, default: 25 << 20,
        meaning: "Largest file that can be uploaded to a conversation.",
        extremes: "0 takes none; those that were uploaded before can still be fetched."
    )
    static let uploadTypes = Setting<[String]?>(
        "upload-types", in: .uploads, SettingKind<[String]>.mediaTypes.optional(unset: "usual"), default: nil,
        meaning: "Media types that can be uploaded, such as image/*,application/pdf; a file's content says which it is, not its name.",
        extremes:
            "`usual`: pictures, sound, video, PDF, archives and plain text. `*/*` takes all but what browsers or systems may run, such as "
            + "SVG, HTML and programs: those are taken only by name."
    )
    static let uploadQuotaBytes = Setting(
        "upload-quota-bytes", in: .uploads, size, default: 1 << 30,
        meaning: "Bytes that all files of one user may take together.",
        extremes: "0 is off: a user can then fill the disk."
    )
    static let uploadsAtOnce = Setting(
        "uploads-at-once", in: .uploads, count, default: 4,
        meaning: "Uploads of one user that run at once.",
        extremes: "0 is off."
    )
    static let looseUploads = Setting(
        "loose-uploads", in: .uploads, count, default: 100,
        meaning: "Files of one user that wait for a message to carry them.",
        extremes: "0 is off."
    )
    static let looseUploadTime = Setting(
        "loose-upload-time", in: .uploads, SettingKind<Duration>.duration(in: .zero ... .seconds(365 * 86_400)), default: .seconds(86_400),
        meaning: "Time that a file waits for a message to carry it before it is removed.",
        extremes: "0 is off: it waits for ever."
    )

    /// The rows of this section.
    static let uploads: [SettingRow] = [
        uploadBytes.row, uploadTypes.row, uploadQuotaBytes.row, uploadsAtOnce.row, looseUploads.row, looseUploadTime.row,
    ]
}
