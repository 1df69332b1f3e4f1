/// Keeps the latest so many elements.
struct BoundedQueue<Element> {
    /// Oldest first.
    private(set) var elements: [Element] = []
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        elements.reserveCapacity(capacity)
    }

    /// Adds an element and drops the oldest when there is no room. Moves all others then; a few hundred a second cost nothing.
    mutating func append(_ element: Element) {
        if elements.count == capacity { elements.removeFirst() }
        elements.append(element)
    }
}
