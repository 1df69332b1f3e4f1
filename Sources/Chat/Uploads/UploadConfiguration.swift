/// The settings of uploads.
public struct UploadConfiguration: Sendable {
    /// Whether files are taken; default true. Those that were taken before can be read and removed in any case.
    public var takesFiles: Bool
    /// The largest file, bytes; default 25 MiB. 0 is no limit.
    public var maximumBytes: Int64
    /// What all uploads of a user may take together, bytes; default 1 GiB. 0 is no limit.
    public var bytesPerUser: Int64
    /// How many uploads of a user run at once; default 4. 0 is no limit.
    public var atOnce: Int
    /// How many uploads of a user may wait for a message to carry them; default 100. 0 is no limit.
    public var loosePerUser: Int
    /// How long an upload may wait for a message to carry it, seconds; default 86,400, a day. 0 keeps it for ever.
    public var looseLifetimeSeconds: Double
    /// What may be uploaded; default ``MediaTypeList/standard``.
    public var mediaTypes: MediaTypeList

    /// Makes the settings; each parameter is described at its property.
    public init(
        takesFiles: Bool = true, maximumBytes: Int64 = 25 << 20, bytesPerUser: Int64 = 1 << 30, atOnce: Int = 4, loosePerUser: Int = 100,
        looseLifetimeSeconds: Double = 86_400, mediaTypes: MediaTypeList = .standard
    ) {
        self.takesFiles = takesFiles
        self.maximumBytes = maximumBytes
        self.bytesPerUser = bytesPerUser
        self.atOnce = atOnce
        self.loosePerUser = loosePerUser
        self.looseLifetimeSeconds = looseLifetimeSeconds
        self.mediaTypes = mediaTypes
    }

    /// ``maximumBytes``, with the largest number for no limit.
    var fileLimit: Int64 { maximumBytes == 0 ? .max : maximumBytes }
    /// ``bytesPerUser``, with the largest number for no limit.
    var userLimit: Int64 { bytesPerUser == 0 ? .max : bytesPerUser }
}
