import ChatTestSupport
import Testing
import Wire

@testable import Essentials

/// Gives the same bits for ever.
private struct Constant: RandomNumberGenerator, Sendable {
    var bits: UInt64
    mutating func next() -> UInt64 { bits }
}

@Suite("Ids")
struct ULIDTests {
    @Test("the text is ten characters of time and sixteen of randomness in Crockford's base 32")
    func text() {
        // The example of the ULID specification: 01ARZ3NDEK is 1469922850259 ms.
        let example = ULIDValue(milliseconds: 1_469_922_850_259, high: 0xD676, low: 0x4C61_EFB9_9302_BD5B)
        #expect(example.text == "01ARZ3NDEKTSV4RRFFQ69G5FAV")
        #expect(ULIDValue().text == "00000000000000000000000000")
        let largest = ULIDValue(milliseconds: 0xFFFF_FFFF_FFFF, high: .max, low: .max)
        #expect(largest.text == "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
    }

    @Test("within a millisecond, and when the clock goes back, ids count up")
    func monotonic() {
        let clock = ManualClock()
        let source = ULIDSource(clock: clock, random: Constant(bits: 5))
        let first = source.next()
        let second = source.next()
        clock.advance(seconds: -10)
        let third = source.next()
        clock.advance(seconds: 11)
        let fourth = source.next()
        #expect(first.dropLast() == second.dropLast() && second.dropLast() == third.dropLast())
        #expect([first.last, second.last, third.last] == ["5", "6", "7"])
        #expect(first < second && second < third && third < fourth)
        #expect(Identifier.isValid(first))
    }

    @Test("counting past the last value of a millisecond borrows from the next")
    func carry() {
        var value = ULIDValue(milliseconds: 7, high: 1, low: .max)
        value.increment()
        #expect(value.text == ULIDValue(milliseconds: 7, high: 2, low: 0).text)
        value = ULIDValue(milliseconds: 7, high: .max, low: .max)
        value.increment()
        #expect(value.text == ULIDValue(milliseconds: 8, high: 0, low: 0).text)
    }

    @Test("many threads get different ids, each in ascending order")
    func concurrent() async {
        let source = ULIDSource(clock: SystemClock())
        let batches = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<4 {
                group.addTask { (0..<2_000).map { _ in source.next() } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(batches.joined()).count == 8_000)
        #expect(batches.allSatisfy { $0 == $0.sorted() })
    }

    @Test("the system's clocks tell the time and never go back")
    func systemClock() {
        let clock = SystemClock()
        let earlier = clock.monotonicNanoseconds()
        #expect(clock.monotonicNanoseconds() >= earlier && earlier > 0)
        #expect(clock.unixMilliseconds() > 1_700_000_000_000)
    }
}
