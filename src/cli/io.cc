#include "cli/io.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/files.h"
#include "base/text.h"

namespace assay::cli {
namespace {

// Characters of an error; nobody reads more.
constexpr std::size_t kErrorLimit = 2000;

bool g_progress_shown = false;
bool g_output_lost = false;

// A terminal that knows no escape sequences.
bool is_dumb() {
  const char* terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) == "dumb";
}

void write(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

}  // namespace

void print(std::string_view text) {
  clear_progress();
  write(stdout, text);
  if (std::fflush(stdout) != 0) g_output_lost = true;
}

bool output_lost() {
  return g_output_lost;
}

void print_line(std::string_view text) {
  print(std::string(text) + "\n");
}

void print_error(const base::Error& error) {
  clear_progress();
  base::Error plain = error;
  plain.hint.clear();
  // Names of files and words of the command line may hold anything.
  write(stderr, "assay: " + base::printable(plain.to_string(), kErrorLimit) + "\n");
  if (error.hint.empty()) return;
  write(stderr, "       " + base::printable(error.hint, kErrorLimit) + "\n");
}

void print_note(std::string_view text) {
  clear_progress();
  write(stderr, "assay: " + std::string(text) + "\n");
}

base::Status write_to(const std::string& file, const std::function<std::string()>& text) {
  if (file.empty()) return base::Done{};
  if (file != "-") return base::write_file(file, text());
  print(text());
  return base::Done{};
}

void show_progress(std::string_view text) {
  if (isatty(STDERR_FILENO) == 0 || is_dumb()) return;
  g_progress_shown = true;
  write(stderr, "\r\x1b[2K" + std::string(text));
  std::fflush(stderr);
}

void clear_progress() {
  if (!g_progress_shown) return;
  g_progress_shown = false;
  write(stderr, "\r\x1b[2K");
  std::fflush(stderr);
}

bool wants_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0') && !is_dumb();
}

}  // namespace assay::cli
