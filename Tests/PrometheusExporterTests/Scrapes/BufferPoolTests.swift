import Testing

@testable import PrometheusExporter

@Suite("Buffers of answers")
struct BufferPoolTests {
    @Test("memory is used again")
    func reuse() {
        let pool = BufferPool(limit: 2)
        let memory = pool.take()
        pool.give(memory, used: 100)
        #expect(pool.idleBytes == BufferPool.smallest)
        let again = pool.take()
        #expect(again.start == memory.start)
        #expect(pool.idleBytes == 0)
        pool.give(again, used: 100)
    }

    @Test("no more stretches are kept than scrapes may be in flight")
    func limit() {
        let pool = BufferPool(limit: 2)
        let taken = (0..<5).map { _ in pool.take() }
        for memory in taken { pool.give(memory, used: 1) }
        #expect(pool.idleBytes == 2 * BufferPool.smallest)
    }

    @Test("after one huge answer the memory shrinks again")
    func shrinking() {
        let pool = BufferPool(limit: 1)
        pool.give(.allocate(10_000_000), used: 9_000_000)
        #expect(pool.idleBytes == 10_000_000)
        for _ in 0..<100 { pool.give(pool.take(), used: 40_000) }
        #expect(pool.idleBytes <= 2 * BufferPool.smallest)
    }

    @Test("a new stretch has room for what answers have needed of late")
    func usualSize() {
        let pool = BufferPool(limit: 1)
        pool.give(.allocate(1_000_000), used: 800_000)
        pool.take().deallocate()
        let next = pool.take()
        #expect(next.capacity == 1_000_000)
        next.deallocate()
    }

    @Test("a buffer grows with what is written to it and keeps it")
    func growing() {
        var buffer = ExpositionBuffer(.allocate(4))
        for number in 0..<10_000 {
            var cursor = buffer.cursor(room: ByteCursor.longestNumber)
            cursor.put(UInt64(number % 10))
            buffer.commit(cursor)
        }
        #expect(buffer.count == 10_000)
        #expect(buffer.bytes.elementsEqual((0..<10_000).map { UInt8(48 + $0 % 10) }))
    }

    @Test("whole numbers of every length have their digits")
    func digits() {
        var buffer = ExpositionBuffer(.allocate(4))
        var expected = ""
        var number = UInt64(1)
        for _ in 0..<20 {
            for value in [number - 1, number, number + 1, number &* 9 / 2] {
                var cursor = buffer.cursor(room: ByteCursor.longestNumber)
                cursor.put(value)
                buffer.commit(cursor)
                buffer.append(" " as StaticString)
                expected += "\(value) "
            }
            number &*= 10
        }
        buffer.append(String(UInt64.max))
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == expected + "18446744073709551615")
    }
}
