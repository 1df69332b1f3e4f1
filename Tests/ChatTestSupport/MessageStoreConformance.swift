import Chat
import Testing

/// One promise of ``MessageStore``, checked on an empty store. Every implementation runs all of them:
///
/// ```swift
/// @Test("the store keeps its contract", arguments: MessageStoreConformance.all)
/// func contract(_ promise: MessageStoreConformance) async throws {
///     try await promise.check(makeStore())
/// }
/// ```
public struct MessageStoreConformance: Sendable, CustomTestStringConvertible {
    /// The promise, as a sentence.
    public let testDescription: String
    /// Fails the running test where the store breaks the promise.
    public let check: @Sendable (any MessageStore) async throws -> Void

    init(_ promise: String, _ check: @escaping @Sendable (any MessageStore) async throws -> Void) {
        testDescription = promise
        self.check = check
    }

    /// All promises.
    public static let all =
        conversations + participants + lists + messages + repetition + readMarks + pages + batches + events + changes + reactions
        + answers + uploads + search
}
