/// Makes the tokens that the load generator's connections present.
struct BenchTokenMinter: Sendable {
    /// A token with the scope `chat`, from the user's id, the lifetime in seconds and the server's data folder.
    let mint: @Sendable (_ user: String, _ lifetimeSeconds: Int64, _ dataFolder: String) throws -> String
}
