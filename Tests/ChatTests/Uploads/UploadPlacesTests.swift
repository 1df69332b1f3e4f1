import Testing

@testable import Chat

@Suite("The places of uploads")
struct UploadPlacesTests {
    @Test("what ended while the store was asked counts, whether the store has seen it or not", arguments: [0, 900] as [Int64])
    func endedMeanwhile(known: Int64) throws {
        let places = UploadPlaces()
        var first = try #require(places.enter("ada", limit: 0))
        #expect(places.learn(first, bytes: 0, loose: 0, looseLimit: 0))
        #expect(places.reserve(900, for: &first, limit: 1_000))
        var second = try #require(places.enter("ada", limit: 0))
        places.leave(first, stored: 900)
        #expect(places.learn(second, bytes: known, loose: known == 0 ? 0 : 1, looseLimit: 0))
        #expect(!places.reserve(200, for: &second, limit: 1_000))
        places.leave(second, stored: nil)
        // Nobody uploads any more: only what the store says counts.
        var third = try #require(places.enter("ada", limit: 0))
        #expect(places.learn(third, bytes: 800, loose: 1, looseLimit: 2))
        #expect(places.reserve(200, for: &third, limit: 1_000))
    }

    @Test("what ended meanwhile counts among those on no message, too")
    func looseMeanwhile() throws {
        let places = UploadPlaces()
        let (first, second) = (try #require(places.enter("ada", limit: 0)), try #require(places.enter("ada", limit: 0)))
        places.leave(first, stored: 1)
        #expect(!places.learn(second, bytes: 0, loose: 0, looseLimit: 1))
        #expect(places.learn(second, bytes: 0, loose: 0, looseLimit: 2))
    }
}
