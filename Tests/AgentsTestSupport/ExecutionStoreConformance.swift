import Agents
import Testing

/// One promise of ``ExecutionStore``, checked on an empty store. Every implementation runs all of them:
///
/// ```swift
/// @Test("the store keeps its contract", arguments: ExecutionStoreConformance.all)
/// func contract(_ promise: ExecutionStoreConformance) async throws {
///     try await promise.check(makeStore())
/// }
/// ```
public struct ExecutionStoreConformance: Sendable, CustomTestStringConvertible {
    /// The promise, as a sentence.
    public let testDescription: String
    /// Fails the running test where the store breaks the promise.
    public let check: @Sendable (any ExecutionStore) async throws -> Void

    init(_ promise: String, _ check: @escaping @Sendable (any ExecutionStore) async throws -> Void) {
        testDescription = promise
        self.check = check
    }

    /// All promises.
    public static let all = creation + changes + reports + deletion + replays + lists + open + batches + races
}
