import Commands
import Foundation

/// The executable: everything else is in the rooms.
@main
enum Main {
  static func main() async {
    exit(await Fangzhi.run(Array(CommandLine.arguments.dropFirst())))
  }
}
