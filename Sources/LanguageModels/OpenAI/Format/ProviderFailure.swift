/// An error as a provider tells it, in the body of a refusal or in the middle of a stream.
struct ProviderFailure: Equatable {
    /// For people; may hold anything, so it goes to the log only.
    var message: String?
    /// Such as `rate_limit_exceeded`.
    var type: String?
    /// A word, or the status that a proxy would have answered.
    var code: String?

    /// Whether there were too many requests.
    var isRateLimit: Bool {
        code == "429" || [type, code].contains { $0?.contains("rate_limit") == true }
    }

    /// One line for the log, secrets not yet taken out.
    var detail: String? {
        let words = [type, code, message].compactMap { $0 }.filter { !$0.isEmpty }
        return words.isEmpty ? nil : words.joined(separator: ": ")
    }
}
