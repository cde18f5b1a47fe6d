#include "exchange/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "wire/redaction.h"

namespace assay::exchange {
namespace {

using base::Error;
using base::Result;
using std::string_view_literals::operator""sv;

// How often a program that closed its streams, or lives on without them, is looked at.
constexpr int kLookMs = 20;
// Bytes of standard error that a message repeats, from its end.
constexpr std::size_t kMostSaid = 400;
// Pieces of output that are hidden in what is repeated; beyond them, nothing is repeated.
constexpr std::size_t kMostHidden = 500;
// Bytes of a piece of a word; shorter ones are ordinary text. Words have the redactor's limit.
constexpr std::size_t kShortestPiece = 8;

class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0) {
      error_ = errno;
    } else {
      fcntl(ends_[0], F_SETFL, O_NONBLOCK);
    }
  }
  ~Pipe() {
    close_reader();
    close_writer();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int error() const { return error_; }  // Of making it; 0 for none.
  int reader() const { return ends_[0]; }
  int writer() const { return ends_[1]; }
  void close_reader() { shut(ends_[0]); }
  void close_writer() { shut(ends_[1]); }

  // Adds what is there; closes at the end of the stream.
  void drain(std::string& into) {
    std::array<char, 4096> block;
    // More than a pipe holds, and an end when a program writes as fast as we read.
    for (int blocks = 0; reader() >= 0 && blocks < 64; ++blocks) {
      const ssize_t got = read(reader(), block.data(), block.size());
      if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (got <= 0) return close_reader();
      into.append(block.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  static void shut(int& end) {
    if (end >= 0) close(end);
    end = -1;
  }

  std::array<int, 2> ends_ = {-1, -1};
  int error_ = 0;
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

struct Texts {
  std::string out;
  std::string err;  // The last kMostOutput bytes of it.
  bool err_is_cut = false;

  bool is_flood() const { return out.size() > kMostOutput; }
  void take(Pipe& from_out, Pipe& from_err) {
    from_out.drain(out);
    from_err.drain(err);
    if (err.size() <= kMostOutput) return;
    err.erase(0, err.size() - kMostOutput);
    err_is_cut = true;
  }
};

// Everything in `text` between characters of `separators`, from `shortest` bytes on.
void add_pieces(const std::string& text, std::string_view separators, std::size_t shortest,
                std::set<std::string>& into) {
  for (std::size_t at = 0; at < text.size() && into.size() <= kMostHidden;) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    if (end - at >= shortest) into.insert(text.substr(at, end - at));
    at = end + 1;
  }
}

// Whatever of the output could be a secret: its lines, its words, and what is quoted or
// set apart within them.
std::set<std::string> secrets_in(const std::string& out) {
  std::set<std::string> pieces;
  add_pieces(out, "\r\n\0"sv, wire::kShortestSecret, pieces);
  add_pieces(out, " \t\r\n\0"sv, wire::kShortestSecret, pieces);
  add_pieces(out, " \t\r\n\0\"'`:=,;&(){}[]<>"sv, kShortestPiece, pieces);
  return pieces;
}

// What the program said about itself, without what it printed for us.
std::string said(Texts texts) {
  std::string& err = texts.err;
  // What is cut may begin within a secret.
  if (texts.err_is_cut) err.erase(0, std::min(err.find_first_of(" \t\r\n"), err.size()));
  const std::set<std::string> secrets = secrets_in(texts.out);
  if (texts.is_flood() || secrets.size() > kMostHidden) {
    return "; what it said is not shown, for it printed too much that would have to be hidden in "
           "it";
  }
  wire::Redactor redactor;
  for (const std::string& secret : secrets) redactor.add("output", secret);
  err = redactor.apply(err);
  while (!err.empty() && (err.back() == '\n' || err.back() == '\r')) err.pop_back();
  if (err.size() > kMostSaid) err = "..." + err.substr(err.size() - kMostSaid);
  return err.empty() ? "; it said nothing on standard error" : "; it said: " + err;
}

// Whether it ended in time, or printed too much.
bool collect(Running& program, Pipe& out, Pipe& err, const Patience& patience, Texts& texts) {
  for (;;) {
    const bool over = program.has_ended();
    texts.take(out, err);
    if (over || texts.is_flood()) return true;
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
  int error = out.error() != 0 ? out.error() : err.error();
  if (error == 0) error = spawn(command, out, err, &pid);
  const auto failure = [&](std::string message) {
    return Error{.message = std::move(message), .file = command.front()};
  };
  if (error != 0) return failure("can't be started: " + std::generic_category().message(error));
  Running program(pid);
  out.close_writer();
  err.close_writer();
  Texts texts;
  if (!collect(program, out, err, patience, texts)) {
    const bool cancelled = patience.cancellation->cancelled();
    return failure((cancelled ? "was stopped" : "did not end in time") + said(std::move(texts)));
  }
  // Before the status: a program that floods is not waited for.
  if (texts.is_flood()) {
    return failure("printed more than " + std::to_string(kMostOutput) + " bytes");
  }
  if (const std::string how = program.how(); !how.empty()) {
    return failure(how + said(std::move(texts)));
  }
  return std::move(texts.out);
}

}  // namespace assay::exchange
