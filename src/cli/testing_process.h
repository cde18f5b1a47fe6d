#ifndef ASSAY_CLI_TESTING_PROCESS_H_
#define ASSAY_CLI_TESTING_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace assay::cli::testing {

// How to start a program. The environment is what is given here and PATH: nothing of the tester's
// own settings reaches it.
struct Command {
  std::string program;
  std::vector<std::string> arguments;
  std::map<std::string, std::string> environment;
  std::string folder;  // Working directory.
  std::string input;   // Standard input; it ends after that.
};

// Far more than any command here needs on a busy machine.
inline constexpr std::chrono::seconds kPatience{60};

struct Ended {
  int exit_code = -1;  // 128 + the signal that ended it; -1 when it had to be killed for its time.
  std::string out;
  std::string err;
  long peak_kib = 0;  // Most memory in use at once; of this process where that has more.
};

// A running program, whose output is collected as it comes. Killed when it goes out of scope.
class Process {
 public:
  explicit Process(const Command& command);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Waits until `text` and the rest of its line are on standard output; that line, or "" when the
  // program ends or kPatience is over before.
  std::string line_with(const std::string& text);
  void send_signal(int signal) const;
  Ended wait();

 private:
  // Where the text of one stream arrives.
  void read_all(int from, std::string& into);
  bool wait_for_exit();

  pid_t pid_ = -1;
  int status_ = 0;
  long peak_kib_ = 0;
  bool has_ended_ = false;
  std::mutex mutex_;  // Guards the two texts and open_streams_.
  std::condition_variable arrived_;
  std::string out_;
  std::string err_;
  int open_streams_ = 2;
  std::vector<std::thread> threads_;
};

Ended run_process(const Command& command);

}  // namespace assay::cli::testing

#endif  // ASSAY_CLI_TESTING_PROCESS_H_
