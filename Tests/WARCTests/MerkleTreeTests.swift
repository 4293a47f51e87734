import Testing
import Web

@testable import WARC

@Suite("Merkle trees as RFC 6962 says")
struct MerkleTreeTests {
  /// The leaves and roots that the Certificate Transparency implementations test with.
  static let leaves: [[UInt8]] = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
  ]
  .map { [UInt8](hex: $0)! }
  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test func `Roots are those of the known vectors`() {
    for count in 0...8 {
      #expect(MerkleTree(leaves: Self.leaves.prefix(count)).root.hex == Self.roots[count])
    }
  }

  @Test func `A path is the known one`() {
    let path = MerkleTree(leaves: Self.leaves).inclusionProof(of: 0).map(\.hex)
    #expect(
      path == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ])
  }

  @Test func `Every leaf of every size is proved by its path and by no other`() {
    for count in 1...40 {
      let leaves = (0..<count).map { [UInt8($0)] }
      let tree = MerkleTree(leaves: leaves)
      for index in 0..<count {
        let path = tree.inclusionProof(of: index)
        func holds(_ leaf: [UInt8], _ place: Int, _ size: Int, _ path: [Digest]) -> Bool {
          MerkleTree.verifies(leaf: leaf, at: place, of: size, path: path, root: tree.root)
        }
        #expect(holds(leaves[index], index, count, path))
        #expect(!holds([255], index, count, path))
        #expect(!holds(leaves[index], index, count, path + [tree.root]))
        if count > 1 {
          #expect(!holds(leaves[index], (index + 1) % count, count, path))
          #expect(!holds(leaves[index], index, count, path.dropLast()))
        }
      }
    }
  }
}
