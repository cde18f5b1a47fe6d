// reports/reference is the page of a run with one fault, as everybody can look at it without a run:
// written from the results of the binary, with times, ports and dates that stay the same.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <sstream>

#include "base/files.h"
#include "cli/testing_cli.h"
#include "contract/catalog.h"
#include "report/html_page.h"
#include "report/html_text.h"
#include "report/page.h"
#include "results/reading.h"

namespace assay::cli::testing {
namespace {

using std::chrono::microseconds;

// Some milliseconds, the same for the same number.
microseconds made_up(std::size_t number) {
  return microseconds(800 + number * number * 211 % 6000);
}

void make_steady(results::Exchange& exchange, std::size_t number) {
  exchange.what.began = std::chrono::milliseconds(40) * exchange.number;
  exchange.what.duration = made_up(number);
  if (!exchange.what.response) return;
  for (wire::Header& header : exchange.what.response->headers) {
    if (header.name == "Date") header.value = "Wed, 01 May 2024 12:00:00 GMT";
  }
}

void make_steady(results::Results& results) {
  results.run.tool_version = "0.1.0";
  results.run.started = "2024-05-01T12:00:00.250Z";
  results.run.duration_us = 250'000;
  for (std::size_t i = 0; i < results.exchanges.size(); ++i) make_steady(results.exchanges[i], i);
  for (std::size_t i = 0; i < results.cases.size(); ++i) {
    results.cases[i].duration_us = made_up(i).count();
  }
  for (results::Shape& shape : results.shapes) {
    judge::Latency latency;
    for (std::size_t i = 0; i < shape.what.latency.count(); ++i) latency.add(made_up(i));
    shape.what.latency = latency;
  }
}

// Of a whole file: what differs, and not all of it.
void expect_file(const std::string& name, const std::string& actual) {
  const std::string path = source_file("reports/reference/" + name);
  if (std::getenv("ASSAY_UPDATE_GOLDEN") != nullptr) {
    ASSERT_TRUE(base::write_file(path, actual).ok());
    return;
  }
  std::istringstream wanted(read_text(path));
  std::istringstream made(actual);
  std::string wanted_line;
  std::string made_line;
  for (int line = 1; std::getline(wanted, wanted_line); ++line) {
    ASSERT_TRUE(std::getline(made, made_line)) << path << " has more lines than " << line;
    ASSERT_EQ(made_line, wanted_line)
        << path << ", line " << line << "; ASSAY_UPDATE_GOLDEN=1 rewrites it";
  }
  EXPECT_FALSE(std::getline(made, made_line)) << path << " lacks " << made_line;
}

class PageReferenceTest : public CliTest {};

TEST_F(PageReferenceTest, IsThePageOfARunWithAFault) {
  environment_ = {{"ASSAY_TOKEN", "a-token-that-nobody-has"}};
  EXPECT_EQ(
      assay({"run", "--follow", "--jobs", "1", "--fault", "ecl-status-in-upper-case"}).exit_code,
      1);
  const std::string text = std::regex_replace(read("reports/latest/results.json"),
                                              std::regex(R"(127\.0\.0\.1:\d+)"), "127.0.0.1:8080");
  const auto data = base::embedded_data();
  auto file = results::read_results(*data, CliTest::file("steady.json", text));
  ASSERT_TRUE(file) << file.error().to_string();
  make_steady(file->results);
  pugi::xml_document document;
  report::make_page(file->results, contract::contradictions(*data).value(), false, document);
  expect_file("index.html", report::html_text(document));
  expect_file("assay.css", std::string(report::style_sheet()));
  EXPECT_LT(std::filesystem::file_size(source_file("reports/reference/index.html")), 300u << 10);
}

}  // namespace
}  // namespace assay::cli::testing
