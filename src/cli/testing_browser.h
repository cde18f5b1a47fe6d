#ifndef ASSAY_CLI_TESTING_BROWSER_H_
#define ASSAY_CLI_TESTING_BROWSER_H_

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/testing_process.h"

namespace assay::cli::testing {

// A headless Chromium with one page, spoken to by its DevTools protocol over two named pipes: what
// a reader of the page sees, and what the page tries to do. Calls wait as long as a busy machine
// may need and then throw.
class Browser {
 public:
  static bool is_installed();

  // Keeps its files in `folder`, which exists and is its own.
  explicit Browser(const std::string& folder);
  ~Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  struct Look {
    int width = 1280;
    int height = 900;
    bool dark = false;
    bool print = false;
  };
  // Of the page that is open, and of those to come.
  void look(const Look& look);
  // Until everything that the page wants is there.
  void open(const std::string& url);
  // Of JavaScript, which a content policy of the page does not forbid us.
  nlohmann::json evaluate(const std::string& expression);
  // The text that is shown, without what is closed or hidden.
  std::string visible_text();
  // As from a keyboard: "Tab", "Enter".
  void press(const std::string& key);

  // Since the last open(): addresses that were asked for, but for the icon of a site, which no page
  // asks for; and everything that the browser
  // complained of or that a script did: refusals of the content policy, errors, dialogs.
  const std::vector<std::string>& requests() const { return requests_; }
  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  nlohmann::json call(const std::string& method, const nlohmann::json& parameters = {});
  std::int64_t send(const std::string& method, const nlohmann::json& parameters);
  nlohmann::json receive();
  void note(const nlohmann::json& event);

  const std::string folder_;
  int to_ = -1;
  int from_ = -1;
  std::unique_ptr<Process> process_;
  std::string session_;
  std::int64_t last_id_ = 0;
  std::string arrived_;
  bool is_loaded_ = false;
  std::vector<std::string> requests_;
  std::vector<std::string> complaints_;
};

}  // namespace assay::cli::testing

#endif  // ASSAY_CLI_TESTING_BROWSER_H_
