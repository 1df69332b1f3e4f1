extension Array {
    /// The first index from which on the predicate holds; the elements are sorted so that it holds for the last ones only.
    func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
        var range = startIndex..<endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = holds(self[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
        }
        return range.lowerBound
    }
}
