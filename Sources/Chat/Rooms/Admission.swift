/// What stands between a user and a room.
enum Admission: Equatable {
    /// Nothing.
    case granted
    /// The store must be asked whether the user takes part.
    case unknown
    /// The user must be written down as a participant first, or as their token shows them now.
    case needsListing
    /// The user has no access.
    case refused
}
