import Essentials

extension SparingLog {
    /// Writes that the store failed, when the last entry is old enough.
    func record(_ message: String, _ error: ExecutionStoreError) {
        switch error {
        case .overloaded: record(message, code: "overloaded", detail: nil)
        case .unavailable(let reason): record(message, code: "unavailable", detail: reason)
        case .closed: record(message, code: "closed", detail: nil)
        }
    }
}
