#include "selftest/matrix_page.h"

#include <fmt/format.h>

#include <pugixml.hpp>

#include "report/html_page.h"
#include "selftest/matrix_text.h"

namespace assay::selftest {
namespace {

using report::add;
using report::add_classed;

void add_number(pugi::xml_node row, std::size_t number) {
  add_classed(row, "td", "number", std::to_string(number));
}

std::string title_of(const ContractMatrix& matrix) {
  return fmt::format("{}, {}", matrix.operation, contract::to_string(matrix.profile));
}

void add_overview(pugi::xml_node main, const Matrix& matrix) {
  add(main, "h2", "Contracts");
  pugi::xml_node body = report::add_table(main, "Each operation under each profile",
                                          {"contract", "rules", "killed", "mutants",
                                           "conforming answers", "survivors", "false alarms"});
  for (const ContractMatrix& one : matrix.contracts) {
    pugi::xml_node row = body.append_child("tr");
    add(row, "th", title_of(one)).append_attribute("scope").set_value("row");
    for (const std::size_t number : {one.rules.size(), one.killed(), one.mutants, one.conforming,
                                     one.survivors.size(), one.false_alarms.size()}) {
      add_number(row, number);
    }
  }
}

void add_mistakes(pugi::xml_node main, const Matrix& matrix, const char* title,
                  std::vector<Mistake> ContractMatrix::*mistakes) {
  add(main, "h2", title);
  bool any = false;
  for (const ContractMatrix& one : matrix.contracts) any = any || !(one.*mistakes).empty();
  if (!any) {
    add_classed(main, "p", "good", "None.");
    return;
  }
  pugi::xml_node body =
      report::add_table(main, title, {"contract", "where", "answer", "what", "times"});
  for (const ContractMatrix& one : matrix.contracts) {
    for (const Mistake& mistake : one.*mistakes) {
      pugi::xml_node row = body.append_child("tr");
      add(row, "td", title_of(one));
      add_classed(row, "td", "id", mistake.subject);
      add_classed(row, "td", "id", mistake.specimen);
      add(row, "td", mistake.what);
      add_number(row, mistake.count);
    }
  }
}

std::string plainest(const RuleRow& row) {
  std::string text = row.kind;
  if (!row.pointer.empty()) text += " at " + row.pointer;
  text += " of " + row.specimen;
  return row.others == 0 ? text : text + fmt::format(", with {} other rules", row.others);
}

void add_rules(pugi::xml_node main, const ContractMatrix& matrix) {
  pugi::xml_node details = main.append_child("details");
  if (matrix.killed() < matrix.rules.size()) details.append_attribute("open").set_value("");
  add(details, "summary",
      fmt::format("{}: {} of {} rules killed", title_of(matrix), matrix.killed(),
                  matrix.rules.size()));
  pugi::xml_node body = report::add_table(details, "Rules of " + title_of(matrix),
                                          {"rule", "level", "killed by", "plainest mutant"});
  for (const RuleRow& row : matrix.rules) {
    pugi::xml_node line = body.append_child("tr");
    pugi::xml_node head = add_classed(line, "th", "id", row.id);
    head.append_attribute("scope").set_value("row");
    add(line, "td", contract::to_string(row.level));
    if (row.is_killed()) {
      add(line, "td", killers_of(row));
      add(line, "td", plainest(row));
    } else {
      add_classed(line, "td", "bad", "survived");
      add(line, "td");
    }
  }
}

void add_keywords(pugi::xml_node main, const Matrix& matrix) {
  add(main, "h2", "The schema evaluator by itself");
  pugi::xml_node body = report::add_table(main, "Tests of JSON Schema's keywords",
                                          {"file", "tests", "otherwise than they must be"});
  for (const KeywordTests& one : matrix.keywords) {
    pugi::xml_node row = body.append_child("tr");
    add(row, "th", one.name).append_attribute("scope").set_value("row");
    add_number(row, one.tests);
    add_number(row, one.survivors.size());
  }
}

}  // namespace

base::Status write_matrix_page(const Matrix& matrix, const std::string& file) {
  pugi::xml_document document;
  pugi::xml_node main = report::begin_page(document, "assay selftest");
  add(main, "h1", "Does the harness notice?");
  add_classed(main, "p", matrix.is_clean() ? "verdict good" : "verdict bad", verdict_of(matrix));
  add(main, "p",
      "Every promise of every contract was broken, one at a time, in answers that conform; the "
      "judge has to report it. Answers at the edge of what is allowed must pass.");
  add_overview(main, matrix);
  add_mistakes(main, matrix, "Survivors", &ContractMatrix::survivors);
  add_mistakes(main, matrix, "False alarms", &ContractMatrix::false_alarms);
  add(main, "h2", "Rules, and what killed them");
  for (const ContractMatrix& one : matrix.contracts) add_rules(main, one);
  add_keywords(main, matrix);
  return report::write_page(file, document);
}

}  // namespace assay::selftest
