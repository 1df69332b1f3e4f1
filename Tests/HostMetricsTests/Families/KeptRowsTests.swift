import Testing

@testable import HostMetrics

@Suite("Rows that are kept")
struct KeptRowsTests {
    /// A gather with these rows; which of them were made, and what is kept then.
    private func gather(_ rows: inout KeptRows<Int>, _ keys: [String], made: inout Int) -> [Int] {
        rows.begin()
        for key in keys {
            _ = rows.next(Array(key.utf8)[...]) {
                made += 1
                return made
            }
        }
        rows.finish()
        return Array(rows.elements)
    }

    @Test("a row is made when it is new, kept while it comes, and forgotten when it does not")
    func rows() {
        var rows = KeptRows<Int>()
        var made = 0
        #expect(gather(&rows, ["a", "b", "c"], made: &made) == [1, 2, 3])
        #expect(gather(&rows, ["a", "b", "c"], made: &made) == [1, 2, 3])
        #expect(gather(&rows, ["a", "x", "b", "c"], made: &made) == [1, 4, 2, 3])
        #expect(gather(&rows, ["a", "c", "d"], made: &made) == [1, 3, 5])
        #expect(gather(&rows, ["c"], made: &made) == [3])
        #expect(gather(&rows, [], made: &made) == [])
        #expect(gather(&rows, ["c"], made: &made) == [6])
    }

    @Test("rows in another order are the same rows, or made anew, but never mixed up")
    func order() {
        var rows = KeptRows<Int>()
        var made = 0
        #expect(gather(&rows, ["a", "b", "c"], made: &made) == [1, 2, 3])
        #expect(gather(&rows, ["c", "b", "a"], made: &made) == [3, 4, 5])
    }

    @Test("a gather that broke off leaves the next one as it should be")
    func brokenOff() {
        var rows = KeptRows<Int>()
        var made = 0
        #expect(gather(&rows, ["a", "b", "c"], made: &made) == [1, 2, 3])
        rows.begin()
        _ = rows.next(Array("x".utf8)[...]) { 9 }
        #expect(gather(&rows, ["a", "b", "c"], made: &made) == [1, 2, 3])
    }

    @Test("there is room for 4096 rows")
    func limit() {
        var rows = KeptRows<Int>()
        rows.begin()
        let places = (0..<4_097).map { number in rows.next(Array("\(number)".utf8)[...]) { number } }
        #expect(places[4_095] == 4_095)
        #expect(places[4_096] == nil)
    }
}
