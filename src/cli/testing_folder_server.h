#ifndef ASSAY_CLI_TESTING_FOLDER_SERVER_H_
#define ASSAY_CLI_TESTING_FOLDER_SERVER_H_

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace assay::cli::testing {

// What a browser asks for of its own accord, and a page could forbid only against the policy.
inline constexpr std::string_view kIcon = "/favicon.ico";

// Serves the files of a folder on a loopback port as a CI server does its artefacts: under a
// content policy that allows nothing but the server's own images and style sheets.
class FolderServer {
 public:
  explicit FolderServer(std::string folder);
  ~FolderServer();
  FolderServer(const FolderServer&) = delete;
  FolderServer& operator=(const FolderServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // Paths that were asked for, in order; without the icon.
  std::vector<std::string> asked() const;

 private:
  void accept_all();
  void serve(int socket);

  const std::string folder_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;  // Guards what follows.
  std::vector<std::string> asked_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace assay::cli::testing

#endif  // ASSAY_CLI_TESTING_FOLDER_SERVER_H_
