#include "cli/testing_answer_server.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <deque>
#include <new>
#include <string>
#include <string_view>
#include <unordered_map>

namespace assay::cli::testing {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kBacklog = 1024;
constexpr int kEvents = 256;
constexpr std::string_view kHeaderEnd = "\r\n\r\n";

// The document's own example of imsImportImageJob, with the id that was asked for.
std::string answer_for(std::string_view id) {
  const std::string body = fmt::format(
      R"({{"status":"SUCCESS","entities":{{"image_id":"ca9505ea-4f50-4a6f-8f7f-0d5a0d0d0d0d"}},)"
      R"("job_id":"{}","job_type":"imsImportImageJob","begin_time":"2016-06-03T07:01:18.024Z",)"
      R"("end_time":"2016-06-03T07:02:15.921Z","error_code":null,"fail_reason":null}})",
      id);
  return fmt::format(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
      body.size(), body);
}

// "ID" from "GET /v1/PROJECT/jobs/ID HTTP/1.1\r\n..."
std::string_view id_of(std::string_view request) {
  const std::string_view target = request.substr(0, request.find(" HTTP/"));
  return target.substr(target.rfind('/') + 1);
}

class Loop {
 public:
  Loop(int listener, std::chrono::milliseconds latency, std::atomic<std::uint64_t>& count)
      : listener_(listener),
        latency_(latency),
        count_(count),
        epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    watch(listener);
  }

  [[noreturn]] void run() {
    std::array<epoll_event, kEvents> events{};
    for (;;) {
      const int count = epoll_wait(epoll_, events.data(), kEvents, timeout());
      for (int i = 0; i < count; ++i) {
        const int fd = events[static_cast<std::size_t>(i)].data.fd;
        if (fd == listener_) {
          accept_one();
        } else {
          read_from(fd);
        }
      }
      send_due();
    }
  }

 private:
  struct Waiting {
    Clock::time_point due;
    int fd;
    std::string answer;
  };

  void watch(int fd) const {
    epoll_event event{.events = EPOLLIN, .data = {.fd = fd}};
    epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
  }

  // Rounded up to what epoll knows, whole milliseconds, the answer would be late by half of one.
  int timeout() const {
    if (waiting_.empty()) return -1;
    const auto left = waiting_.front().due - Clock::now();
    const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(left).count();
    return whole < 0 ? 0 : static_cast<int>(whole);
  }

  void accept_one() {
    const int fd = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    requests_[fd].clear();
    watch(fd);
  }

  void read_from(int fd) {
    std::array<char, 16384> block;
    const ssize_t got = read(fd, block.data(), block.size());
    if (got <= 0) {
      close(fd);
      requests_.erase(fd);
      return;
    }
    std::string& request = requests_[fd];
    request.append(block.data(), static_cast<std::size_t>(got));
    std::size_t end = 0;
    while ((end = request.find(kHeaderEnd)) != std::string::npos) {
      ++count_;
      answer(fd, answer_for(id_of(request)));
      request.erase(0, end + kHeaderEnd.size());
    }
  }

  void answer(int fd, std::string text) {
    if (latency_.count() > 0) {
      waiting_.push_back({Clock::now() + latency_, fd, std::move(text)});
    } else {
      send_now(fd, text);
    }
  }

  void send_due() {
    while (!waiting_.empty() && waiting_.front().due <= Clock::now()) {
      if (requests_.contains(waiting_.front().fd)) {
        send_now(waiting_.front().fd, waiting_.front().answer);
      }
      waiting_.pop_front();
    }
  }

  // An answer is far smaller than a socket's buffer.
  static void send_now(int fd, const std::string& text) {
    if (send(fd, text.data(), text.size(), MSG_NOSIGNAL) < 0) return;
  }

  const int listener_;
  const std::chrono::milliseconds latency_;
  std::atomic<std::uint64_t>& count_;
  const int epoll_;
  std::unordered_map<int, std::string> requests_;  // What has arrived of each connection's next.
  std::deque<Waiting> waiting_;                    // In order of `due`.
};

}  // namespace

AnswerServer::AnswerServer(std::chrono::milliseconds latency) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(listener, kBacklog) != 0 ||
      getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  port_ = ntohs(address.sin_port);
  void* shared =
      mmap(nullptr, sizeof *requests_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) std::abort();
  requests_ = new (shared) std::atomic<std::uint64_t>(0);
  process_ = fork();
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    Loop(listener, latency, *requests_).run();
  }
  close(listener);
}

AnswerServer::~AnswerServer() {
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  munmap(requests_, sizeof *requests_);
}

}  // namespace assay::cli::testing
