import Testing

/// Tests against a server on the loopback interface; one after the other, since some take descriptors' numbers.
@Suite("On the loopback interface", .serialized, .timeLimit(.minutes(2)))
enum Loopback {}
