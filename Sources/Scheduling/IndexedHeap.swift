/// A binary heap of values for the keys 0, 1, 2 …, the least value first; any key is found and taken out in O(log n).
struct IndexedHeap<Value: Comparable & Sendable>: Sendable {
  private var items: [(key: Int, value: Value)] = []
  /// Where each key stands in `items`; -1 when it is not there.
  private var places: [Int] = []

  var first: (key: Int, value: Value)? { items.first }
  var count: Int { items.count }

  /// Puts a key in, or gives it another value.
  mutating func insert(_ key: Int, _ value: Value) {
    while places.count <= key { places.append(-1) }
    if places[key] < 0 {
      places[key] = items.count
      items.append((key, value))
      rise(from: items.count - 1)
    } else {
      items[places[key]].value = value
      settle(places[key])
    }
  }

  /// Nothing happens when the key is not there.
  mutating func remove(_ key: Int) {
    guard key < places.count, places[key] >= 0, let last = items.popLast() else { return }
    let place = places[key]
    places[key] = -1
    guard place < items.count else { return }
    items[place] = last
    places[last.key] = place
    settle(place)
  }

  private mutating func settle(_ place: Int) {
    rise(from: place)
    sink(from: place)
  }

  private mutating func rise(from start: Int) {
    var place = start
    while place > 0, items[place].value < items[(place - 1) / 2].value {
      swap(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink(from start: Int) {
    var place = start
    while true {
      var least = 2 * place + 1
      guard least < items.count else { return }
      if least + 1 < items.count, items[least + 1].value < items[least].value { least += 1 }
      guard items[least].value < items[place].value else { return }
      swap(place, least)
      place = least
    }
  }

  private mutating func swap(_ left: Int, _ right: Int) {
    items.swapAt(left, right)
    places[items[left].key] = left
    places[items[right].key] = right
  }
}
