import LanguageModels
import Synchronization

/// The pieces that an answer came in.
final class Pieces: Sendable {
    private let pieces = Mutex<[String]>([])

    var all: [String] { pieces.withLock { $0 } }

    func add(_ piece: String) { pieces.withLock { $0.append(piece) } }
}

extension OperationsSource {
    /// The answer to a question in a room where everybody may know.
    func answer(_ question: String) async throws(ModelError) -> String {
        try await pieces(of: question).joined()
    }

    /// The same in the pieces that it came in.
    func pieces(of question: String, mayDisclose: Bool = true) async throws(ModelError) -> [String] {
        let pieces = Pieces()
        let request = ModelRequest(messages: [ModelMessage(.user, question)], mayDiscloseOperations: mayDisclose)
        _ = try await OperationsAssistant(source: self).generate(request) { pieces.add($0) }
        return pieces.all
    }
}
