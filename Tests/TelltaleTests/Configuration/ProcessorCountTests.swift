import Testing

@testable import telltale

/// Counting the cores that the process may use.
struct ProcessorCountTests {
    @Test(
        "the bits of the mask are counted over all its words",
        arguments: [("3", 2), ("ff", 8), ("ffffffff,00000001", 33), ("00000000,00000002", 1), ("", 1)]
    )
    func mask(text: String, count: Int) {
        #expect(ProcessorCount.allowed(in: "Name:\ttelltale\nCpus_allowed:\t\(text)\nCpus_allowed_list:\t0-1\n") == count)
    }

    @Test("this process may run on a core")
    func here() {
        #expect(ProcessorCount.available >= 1)
    }
}
