/// Keys by their deadlines, the earliest first: a binary heap that knows where each key stands, so that a deadline can be moved.
struct DeadlineQueue<Key: Hashable & Sendable>: Sendable {
    private var heap: [(deadline: Int64, key: Key)] = []
    private var places: [Key: Int] = [:]

    /// How many keys there are.
    var count: Int { heap.count }

    /// The earliest deadline of all.
    var earliest: Int64? { heap.first?.deadline }

    /// Adds a key, or moves its deadline.
    mutating func set(_ key: Key, deadline: Int64) {
        if let place = places[key] {
            heap[place].deadline = deadline
            settle(place)
        } else {
            heap.append((deadline, key))
            places[key] = heap.count - 1
            settle(heap.count - 1)
        }
    }

    /// Takes a key out.
    mutating func remove(_ key: Key) {
        guard let place = places[key] else { return }
        swap(place, heap.count - 1)
        heap.removeLast()
        places[key] = nil
        if place < heap.count { settle(place) }
    }

    /// Takes out keys whose deadline has come, the earliest first.
    ///
    /// - Parameter limit: how many at most.
    mutating func takeDue(at now: Int64, limit: Int = .max) -> [Key] {
        var due: [Key] = []
        while let first = heap.first, first.deadline <= now, due.count < limit {
            remove(first.key)
            due.append(first.key)
        }
        return due
    }

    /// Moves an element up or down to where it belongs.
    private mutating func settle(_ start: Int) {
        var place = start
        while place > 0, heap[place].deadline < heap[(place - 1) / 2].deadline {
            swap(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
        while let child = earlierChild(of: place), heap[child].deadline < heap[place].deadline {
            swap(place, child)
            place = child
        }
    }

    private func earlierChild(of place: Int) -> Int? {
        let left = 2 * place + 1
        guard left < heap.count else { return nil }
        let right = left + 1
        return right < heap.count && heap[right].deadline < heap[left].deadline ? right : left
    }

    private mutating func swap(_ first: Int, _ second: Int) {
        heap.swapAt(first, second)
        places[heap[first].key] = first
        places[heap[second].key] = second
    }
}
