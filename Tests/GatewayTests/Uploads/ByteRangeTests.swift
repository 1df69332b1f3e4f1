import Testing

@testable import Gateway

@Suite("A range of bytes")
struct ByteRangeTests {
    private static func part(_ first: Int64, _ last: Int64) -> ByteRange.Selection { .part(ByteRange(first: first, last: last)) }

    @Test(
        "is found in a content of ten bytes",
        arguments: [
            ("bytes=0-9", part(0, 9)), ("bytes=0-0", part(0, 0)), ("bytes=9-", part(9, 9)), ("Bytes= 2 - 4 ", part(2, 4)),
            ("bytes=5-99", part(5, 9)), ("bytes=-3", part(7, 9)), ("bytes=-99", part(0, 9)),
            ("bytes=0-99999999999999999999", part(0, 9)), ("bytes=10-", .unsatisfiable), ("bytes=10-12", .unsatisfiable),
            ("bytes=-0", .unsatisfiable), ("bytes=99999999999999999999-", .unsatisfiable), ("bytes=0-1,3-4", .whole), ("bytes=4-2", .whole),
            ("bytes=-", .whole), ("bytes=", .whole), ("bytes=a-b", .whole), ("bytes=1", .whole), ("bytes=1-2-3", .whole),
            ("items=0-1", .whole),
            ("bytes=+1-2", .whole),
        ] as [(String, ByteRange.Selection)])
    func selected(field: String, expected: ByteRange.Selection) {
        #expect(ByteRange.selection(field, size: 10) == expected)
    }

    @Test("is all of it when none is asked for, and never a part of nothing")
    func edges() {
        #expect(ByteRange.selection(nil, size: 10) == .whole)
        #expect(ByteRange.selection("bytes=0-", size: 0) == .unsatisfiable)
        #expect(ByteRange.selection("bytes=-5", size: 0) == .unsatisfiable)
    }
}
