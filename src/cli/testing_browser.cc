#include "cli/testing_browser.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

#include "cli/testing_folder_server.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;

constexpr const char* kProgram = "chromium";

// Both ways, so that opening does not wait for the other side.
int open_pipe(const std::string& path) {
  if (mkfifo(path.c_str(), 0600) != 0) throw std::runtime_error("no pipe " + path);
  return ::open(path.c_str(), O_RDWR | O_CLOEXEC);
}

Command command_in(const std::string& folder) {
  return {
      .program = "sh",
      .arguments = {"-c", R"(exec "$@" 3<to 4>from)", "sh", kProgram, "--headless", "--no-sandbox",
                    "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update",
                    "--disable-sync", "--disable-quic", "--remote-debugging-pipe",
                    "--user-data-dir=" + folder + "/profile", "about:blank"},
      .environment = {{"HOME", folder}},
      .folder = folder,
      .input = {}};
}

}  // namespace

bool Browser::is_installed() {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (access((folder + "/" + kProgram).c_str(), X_OK) == 0) return true;
  }
  return false;
}

Browser::Browser(const std::string& folder)
    : folder_(folder), to_(open_pipe(folder + "/to")), from_(open_pipe(folder + "/from")) {
  process_ = std::make_unique<Process>(command_in(folder));
  const json target = call("Target.createTarget", {{"url", "about:blank"}});
  const json attached =
      call("Target.attachToTarget", {{"targetId", target["targetId"]}, {"flatten", true}});
  session_ = attached["sessionId"];
  for (const char* domain : {"Page", "Network", "Log", "Runtime"}) {
    call(std::string(domain) + ".enable");
  }
}

Browser::~Browser() {
  session_.clear();
  send("Browser.close", json::object());
  process_->wait();
  ::close(to_);
  ::close(from_);
}

void Browser::look(const Look& look) {
  call("Emulation.setDeviceMetricsOverride", {{"width", look.width},
                                              {"height", look.height},
                                              {"deviceScaleFactor", 1},
                                              {"mobile", false}});
  const json scheme = {{"name", "prefers-color-scheme"}, {"value", look.dark ? "dark" : "light"}};
  call("Emulation.setEmulatedMedia",
       {{"media", look.print ? "print" : "screen"}, {"features", {scheme}}});
}

void Browser::open(const std::string& url) {
  is_loaded_ = false;
  requests_.clear();
  complaints_.clear();
  call("Page.navigate", {{"url", url}});
  while (!is_loaded_) note(receive());
}

json Browser::evaluate(const std::string& expression) {
  const json answer =
      call("Runtime.evaluate", {{"expression", expression}, {"returnByValue", true}});
  if (answer.contains("exceptionDetails")) {
    throw std::runtime_error(answer["exceptionDetails"].dump());
  }
  return answer["result"].value("value", json());
}

std::string Browser::visible_text() {
  return evaluate("document.body.innerText");
}

void Browser::press(const std::string& key) {
  const bool is_enter = key == "Enter";
  json event = {{"type", "keyDown"},
                {"key", key},
                {"code", key},
                {"windowsVirtualKeyCode", is_enter ? 13 : 9}};
  if (is_enter) event["text"] = "\r";
  call("Input.dispatchKeyEvent", event);
  event["type"] = "keyUp";
  call("Input.dispatchKeyEvent", event);
}

json Browser::call(const std::string& method, const json& parameters) {
  const std::int64_t id = send(method, parameters.is_null() ? json::object() : parameters);
  for (;;) {
    const json message = receive();
    if (message.value("id", std::int64_t{0}) != id) {
      note(message);
    } else if (message.contains("error")) {
      throw std::runtime_error(method + ": " + message["error"].dump());
    } else {
      return message["result"];
    }
  }
}

std::int64_t Browser::send(const std::string& method, const json& parameters) {
  json message = {{"id", ++last_id_}, {"method", method}, {"params", parameters}};
  if (!session_.empty()) message["sessionId"] = session_;
  const std::string text = message.dump();
  // With the zero that ends it. A pipe takes far more than any of these messages.
  if (::write(to_, text.c_str(), text.size() + 1) < 0) throw std::runtime_error("no browser");
  return last_id_;
}

json Browser::receive() {
  for (;;) {
    if (const std::size_t end = arrived_.find('\0'); end != std::string::npos) {
      const json message = json::parse(arrived_.substr(0, end));
      arrived_.erase(0, end + 1);
      return message;
    }
    pollfd ready{.fd = from_, .events = POLLIN, .revents = 0};
    const auto patience = std::chrono::milliseconds(kPatience).count();
    if (poll(&ready, 1, static_cast<int>(patience)) <= 0) {
      throw std::runtime_error("the browser is silent");
    }
    std::array<char, 65536> block;
    const ssize_t got = ::read(from_, block.data(), block.size());
    if (got > 0) arrived_.append(block.data(), static_cast<std::size_t>(got));
  }
}

void Browser::note(const json& event) {
  const std::string method = event.value("method", "");
  const json parameters = event.value("params", json::object());
  if (method == "Page.loadEventFired") is_loaded_ = true;
  if (method == "Network.requestWillBeSent") {
    const std::string url = parameters["request"]["url"];
    if (!url.ends_with(kIcon)) requests_.push_back(url);
  }
  if (method == "Log.entryAdded") complaints_.push_back(parameters["entry"]["text"]);
  if (method == "Page.javascriptDialogOpening") {
    complaints_.push_back("dialog: " + parameters.dump());
    send("Page.handleJavaScriptDialog", {{"accept", false}});
  }
  if (method == "Runtime.exceptionThrown" || method == "Runtime.consoleAPICalled") {
    complaints_.push_back(method + ": " + parameters.dump());
  }
}

}  // namespace assay::cli::testing
