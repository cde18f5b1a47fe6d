#include "exchange/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/text.h"
#include "wire/redaction.h"

namespace assay::exchange {
namespace {

using base::Error;
using base::Result;

// How often a program that closed its streams, or lives on without them, is looked at.
constexpr int kLookMs = 20;
// Bytes of standard error that a message repeats, from its end.
constexpr std::size_t kMostSaid = 400;

class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_.data(), O_CLOEXEC) == 0) fcntl(ends_[0], F_SETFL, O_NONBLOCK);
  }
  ~Pipe() {
    close_reader();
    close_writer();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int reader() const { return ends_[0]; }
  int writer() const { return ends_[1]; }
  void close_reader() { shut(ends_[0]); }
  void close_writer() { shut(ends_[1]); }

  // What is there, up to `most` bytes in `into`; closes at the end of the stream or beyond them.
  void drain(std::string& into, std::size_t most) {
    std::array<char, 4096> block;
    while (reader() >= 0) {
      const ssize_t got = read(reader(), block.data(), block.size());
      if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (got <= 0 || into.size() > most) return close_reader();
      into.append(block.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  static void shut(int& end) {
    if (end >= 0) close(end);
    end = -1;
  }

  std::array<int, 2> ends_ = {-1, -1};
};

// Of our own group, so that all of it can be ended; with signals as a program expects them, which
// we may have blocked.
int spawn(const std::vector<std::string>& command, const Pipe& out, const Pipe& err, pid_t* pid) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, out.writer(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, err.writer(), STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  std::vector<char*> words;
  // execve() takes them without const and leaves them alone.
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  const int error = posix_spawnp(pid, words[0], &files, &attributes, words.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  return error;
}

// A program that runs; none is left behind.
class Running {
 public:
  explicit Running(pid_t pid) : pid_(pid) {}
  ~Running() {
    kill(-pid_, SIGKILL);  // Those that it started, too.
    if (!ended_) waitpid(pid_, &status_, 0);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  bool has_ended() {
    if (!ended_) ended_ = waitpid(pid_, &status_, WNOHANG) == pid_;
    return ended_;
  }
  // "" for success.
  std::string how() const {
    if (WIFSIGNALED(status_)) return "ended by signal " + std::to_string(WTERMSIG(status_));
    if (WEXITSTATUS(status_) == 0) return "";
    return "ended with exit code " + std::to_string(WEXITSTATUS(status_));
  }

 private:
  pid_t pid_;
  int status_ = 0;
  bool ended_ = false;
};

// What the program said about itself, without what it printed for us.
std::string said(std::string err, const std::string& out) {
  wire::Redactor redactor;
  const std::size_t end = out.find_last_not_of("\r\n");
  if (end != std::string::npos) redactor.add("output", out.substr(0, end + 1));
  err = redactor.apply(err);
  while (!err.empty() && (err.back() == '\n' || err.back() == '\r')) err.pop_back();
  if (err.size() > kMostSaid) err = "..." + err.substr(err.size() - kMostSaid);
  return err.empty() ? "; it said nothing on standard error" : "; it said: " + err;
}

// Whether it ended in time.
bool collect(Running& program, Pipe& out, Pipe& err, const Patience& patience,
             std::array<std::string, 2>& texts) {
  for (;;) {
    const bool over = program.has_ended();
    out.drain(texts[0], kMostOutput);
    err.drain(texts[1], kMostOutput);
    if (over) return true;
    if (patience.cancellation->cancelled() || Clock::now() >= patience.deadline) return false;
    std::array<pollfd, 3> watched = {{{out.reader(), POLLIN, 0},
                                      {err.reader(), POLLIN, 0},
                                      {patience.cancellation->descriptor(), POLLIN, 0}}};
    poll(watched.data(), watched.size(), kLookMs);
  }
}

}  // namespace

Result<std::string> output_of(const std::vector<std::string>& command, const Patience& patience) {
  Pipe out;
  Pipe err;
  pid_t pid = -1;
  if (const int error = spawn(command, out, err, &pid); error != 0) {
    return Error{.message = "can't be started: " + std::generic_category().message(error),
                 .file = command.front()};
  }
  Running program(pid);
  out.close_writer();
  err.close_writer();
  std::array<std::string, 2> texts;
  if (!collect(program, out, err, patience, texts)) {
    const bool cancelled = patience.cancellation->cancelled();
    return Error{
        .message = (cancelled ? "was stopped" : "did not end in time") + said(texts[1], texts[0]),
        .file = command.front()};
  }
  if (const std::string how = program.how(); !how.empty()) {
    return Error{.message = how + said(texts[1], texts[0]), .file = command.front()};
  }
  if (texts[0].size() > kMostOutput) {
    return Error{.message = "printed more than " + std::to_string(kMostOutput) + " bytes",
                 .file = command.front()};
  }
  return std::move(texts[0]);
}

}  // namespace assay::exchange
