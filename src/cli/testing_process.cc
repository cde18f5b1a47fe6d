#include "cli/testing_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace assay::cli::testing {
namespace {

// The side of this process is not inherited by programs that are started later.
struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    read_end = ends[0];
    write_end = ends[1];
  }
  int read_end = -1;
  int write_end = -1;
};

std::vector<std::string> environment_of(const Command& command) {
  std::map<std::string, std::string> variables = command.environment;
  // Settings of the sanitizers are the tester's: they belong to the build.
  for (const char* name : {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) variables.emplace(name, value);
  }
  std::vector<std::string> words;
  for (const auto& [name, value] : variables) words.push_back(name + "=" + value);
  return words;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

void write_all(int to, std::string text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const ssize_t written = ::write(to, text.data() + at, text.size() - at);
    if (written <= 0) break;  // The program does not want it.
    at += static_cast<std::size_t>(written);
  }
  ::close(to);
}

pid_t spawn(const Command& command, const Pipe& in, const Pipe& out, const Pipe& err) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read_end, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.write_end, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.write_end, STDERR_FILENO);
  if (!command.folder.empty()) {
    posix_spawn_file_actions_addchdir_np(&actions, command.folder.c_str());
  }
  // What the tester ignores or blocks, such as SIGINT in a background job, is not handed down.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  std::vector<std::string> words = {command.program};
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  std::vector<std::string> variables = environment_of(command);
  pid_t pid = -1;
  const int error = posix_spawnp(&pid, command.program.c_str(), &actions, &attributes,
                                 pointers_to(words).data(), pointers_to(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error != 0) throw std::runtime_error("cannot start " + command.program);
  return pid;
}

}  // namespace

Process::Process(const Command& command) {
  signal(SIGPIPE, SIG_IGN);  // A program may end without reading its input.
  const Pipe in;
  const Pipe out;
  const Pipe err;
  pid_ = spawn(command, in, out, err);
  ::close(in.read_end);
  ::close(out.write_end);
  ::close(err.write_end);
  threads_.emplace_back(write_all, in.write_end, command.input);
  threads_.emplace_back([this, from = out.read_end] { read_all(from, out_); });
  threads_.emplace_back([this, from = err.read_end] { read_all(from, err_); });
}

Process::~Process() {
  if (!has_ended_) {
    send_signal(SIGKILL);
    waitpid(pid_, &status_, 0);
  }
  for (std::thread& thread : threads_) thread.join();
}

void Process::read_all(int from, std::string& into) {
  std::array<char, 65536> block;
  for (;;) {
    const ssize_t got = ::read(from, block.data(), block.size());
    const std::lock_guard lock(mutex_);
    arrived_.notify_all();
    if (got <= 0) break;
    into.append(block.data(), static_cast<std::size_t>(got));
  }
  ::close(from);
  const std::lock_guard lock(mutex_);
  --open_streams_;
  arrived_.notify_all();
}

std::string Process::line_with(const std::string& text) {
  std::unique_lock lock(mutex_);
  std::string line;
  const auto is_there = [&] {
    const std::size_t found = out_.find(text);
    const std::size_t end = found == std::string::npos ? found : out_.find('\n', found);
    if (end == std::string::npos) return open_streams_ == 0;
    const std::size_t begin = out_.rfind('\n', found);
    line = out_.substr(begin == std::string::npos ? 0 : begin + 1);
    line.resize(line.find('\n'));
    return true;
  };
  arrived_.wait_for(lock, kPatience, is_there);
  return line;
}

void Process::send_signal(int signal) const {
  ::kill(pid_, signal);
}

bool Process::wait_for_exit() {
  // Its streams close when it ends, so that there is nothing to poll for.
  std::unique_lock lock(mutex_);
  const bool in_time = arrived_.wait_for(lock, kPatience, [&] { return open_streams_ == 0; });
  lock.unlock();
  if (!in_time) send_signal(SIGKILL);
  rusage usage{};
  wait4(pid_, &status_, 0, &usage);
  peak_kib_ = usage.ru_maxrss;
  has_ended_ = true;
  return in_time;
}

Ended Process::wait() {
  Ended ended;
  if (wait_for_exit()) {
    ended.exit_code = WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
  }
  const std::lock_guard lock(mutex_);
  ended.out = out_;
  ended.err = err_;
  ended.peak_kib = peak_kib_;
  return ended;
}

Ended run_process(const Command& command) {
  Process process(command);
  return process.wait();
}

}  // namespace assay::cli::testing
