private import CMalloc
import Commands
import Foundation

/// The executable: everything else is in the rooms.
@main
enum Main {
  static func main() async {
    // A crawl's pages wander between threads, and what each thread keeps of their memory adds up to a tenth of the whole.
    fangzhi_share_heaps()
    exit(await Fangzhi.run(Array(CommandLine.arguments.dropFirst())))
  }
}
