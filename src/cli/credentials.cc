#include "cli/credentials.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

#include "base/files.h"
#include "base/shell.h"
#include "base/text.h"
#include "cli/secret_check.h"
#include "exchange/program.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;
using plan::Credential;

constexpr std::string_view kValid = "valid";
constexpr std::string_view kDefaultVariable = "ASSAY_TOKEN";
// For a program that asks an identity service, with a second try of its own.
constexpr std::chrono::seconds kCommandLimit{30};
// Bytes; tokens that carry a whole catalogue have some ten thousand.
constexpr std::size_t kLongestToken = exchange::kMostOutput;
// A long run asks often, and a program may say the time.
constexpr std::size_t kMostNotes = 5;

// What stands in `text` but for the end of its line. `from` is how errors name the source.
Result<std::string> one_line(std::string text, const std::string& from) {
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty()) return Error{.message = "gives no token: it is empty", .file = from};
  if (text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
    return Error{.message = "gives no token: it has more than one line", .file = from};
  }
  return text;
}

Result<std::string> read_token(const Credential& source,
                               const exchange::Cancellation& cancellation) {
  if (!source.file.empty()) {
    Result<std::string> text = base::read_file(source.file, kLongestToken);
    if (!text) return text;
    return one_line(*std::move(text), source.file);
  }
  Result<std::string> text =
      exchange::output_of(source.command, {exchange::Clock::now() + kCommandLimit, &cancellation});
  const std::string from = "token command " + source.command.front();
  if (text) return one_line(*std::move(text), from);
  Error error = text.error();
  error.file = from;
  return error;
}

void read_variable(const std::string& variable, TargetSetup& setup) {
  if (const auto secret = environment(variable)) {
    setup.secrets.emplace(variable, *secret);
  } else {
    setup.unset_variables.insert(variable);
  }
}

Status read_all(const plan::Credentials& credentials, bool needed,
                const exchange::Cancellation& stop, TargetSetup& setup) {
  for (const auto& [name, source] : credentials) {
    for (const std::string& variable : plan::variables_of(source)) read_variable(variable, setup);
    const bool is_read = source.file.empty() && source.command.empty();
    if (is_read || !needed || setup.secrets.contains(source.name)) continue;
    Result<std::string> token = read_token(source, stop);
    if (!token) return token.error();
    setup.secrets.emplace(source.name, *std::move(token));
  }
  return base::Done{};
}

std::optional<exchange::Credential> exchange_credential(const Credential& source,
                                                        const TargetSetup& setup, RenewalLog& log) {
  const auto secret = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = setup.secrets.find(name);
    return found == setup.secrets.end() ? std::nullopt : std::optional(found->second);
  };
  exchange::Credential out;
  if (!source.secret_key.empty()) {
    const auto access_key = secret(source.access_key);
    const auto secret_key = secret(source.secret_key);
    if (!access_key || !secret_key) return std::nullopt;
    out.keys = exchange::SigningKeys{*access_key, *secret_key};
    return out;
  }
  const auto token = secret(source.name);
  if (!token) return std::nullopt;
  out.token = *token;
  if (!source.variable.empty()) return out;  // Our environment stays as it is.
  out.read_again = [source, &setup,
                    &log](const exchange::Cancellation& stop) -> Result<std::string> {
    Result<std::string> again = read_token(source, stop);
    if (!again) return again;
    if (Status fit = check_secret(setup.target, source.name, *again); !fit) return fit.error();
    log.keep(source.name, *again);
    return again;
  };
  out.not_renewed = [&log](const std::string& why) {
    log.note("after a 401, the token could not be renewed: " + why);
  };
  return out;
}

}  // namespace

void RenewalLog::note(const std::string& message) {
  const std::lock_guard guard(mutex_);
  if (std::find(messages_.begin(), messages_.end(), message) != messages_.end()) return;
  if (messages_.size() < kMostNotes) messages_.push_back(message);
}

std::vector<std::string> RenewalLog::messages() const {
  const std::lock_guard guard(mutex_);
  return messages_;
}

void RenewalLog::keep(const std::string& name, const std::string& token) {
  const std::lock_guard guard(mutex_);
  tokens_.emplace(name, token);
}

RenewalLog::Tokens RenewalLog::tokens() const {
  const std::lock_guard guard(mutex_);
  return tokens_;
}

Status name_credentials(const RunOptions& options, plan::Target& target) {
  std::vector<Credential> named;
  if (!options.token_file.empty()) named.push_back(plan::file_credential(options.token_file));
  if (!options.token_command.empty()) {
    const auto refused = [](const char* why) {
      return Error{.message = why, .file = "--token-command"};
    };
    std::optional<std::vector<std::string>> words = base::shell_words(options.token_command);
    if (!words) return refused("a quote or backslash is left open");
    if (words->empty() || words->front().empty()) return refused("it names no program");
    named.push_back(plan::command_credential(*std::move(words)));
  }
  // The command line wins over the environment, where the name of the variable may come from.
  const bool by_hand = environment("ASSAY_TOKEN_ENV") != options.token_env;
  if (!options.token_env.empty() && (named.empty() || by_hand)) {
    named.push_back(plan::variable_credential(options.token_env));
  }
  const std::string valid(kValid);
  if (named.empty()) {
    target.credentials.emplace(valid, plan::variable_credential(std::string(kDefaultVariable)));
    return base::Done{};
  }
  if (named.size() > 1) {
    return Error{.message =
                     "a token comes from one place: --token-env, --token-file or "
                     "--token-command"};
  }
  target.credentials[valid] = named.front();
  for (auto& [name, own] : target.operations) own.credentials.erase(valid);
  return base::Done{};
}

Status read_secrets(const RunOptions& options, const Contracts& contracts,
                    const exchange::Cancellation& stop, TargetSetup& setup) {
  const bool wanted = !options.plan_only;
  if (Status status = read_all(setup.target.credentials, wanted, stop, setup); !status) {
    return status;
  }
  for (const auto& [name, own] : setup.target.operations) {
    const bool needed = std::any_of(contracts.begin(), contracts.end(),
                                    [&, &operation = name](const auto& contract) {
                                      return contract->operation() == operation;
                                    });
    if (Status status = read_all(own.credentials, wanted && needed, stop, setup); !status) {
      return status;
    }
  }
  return base::Done{};
}

exchange::Credentials exchange_credentials(const TargetSetup& setup, RenewalLog& log) {
  exchange::Credentials out;
  const auto add = [&](const plan::Credentials& credentials) {
    for (const auto& [name, source] : credentials) {
      if (auto credential = exchange_credential(source, setup, log)) {
        out.emplace(source.name, *std::move(credential));
      }
    }
  };
  add(setup.target.credentials);
  for (const auto& [name, own] : setup.target.operations) add(own.credentials);
  return out;
}

}  // namespace assay::cli
