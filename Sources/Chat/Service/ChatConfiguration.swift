/// The settings of `Chat`.
public struct ChatConfiguration: Sendable {
    /// Whether a room that does not exist is made, open to all, when somebody enters it; default false, which is what production wants.
    public var roomsOpenOnFirstUse: Bool
    /// How long a user counts as typing after the last `typing` frame, seconds; default 5. 0 ends it at the next sweep.
    public var typingSeconds: Double
    /// How long a user stays online after the last socket, seconds; default 5. 0 ends it at the next sweep.
    public var presenceGraceSeconds: Double
    /// Presence is not broadcast while more than this many users are online in a room; default 200. 0 turns the broadcast off.
    public var presenceLimit: Int

    /// Makes the settings; each parameter is described at its property.
    public init(
        roomsOpenOnFirstUse: Bool = false, typingSeconds: Double = 5, presenceGraceSeconds: Double = 5, presenceLimit: Int = 200
    ) {
        self.roomsOpenOnFirstUse = roomsOpenOnFirstUse
        self.typingSeconds = typingSeconds
        self.presenceGraceSeconds = presenceGraceSeconds
        self.presenceLimit = presenceLimit
    }
}
