#ifndef ASSAY_CLI_PARAMETERS_H_
#define ASSAY_CLI_PARAMETERS_H_

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "cli/loading.h"
#include "plan/target.h"

namespace assay::cli {

// What --param says. NAME=VALUE is one value; NAME=@FILE has one a line, and NAME=- and NAME=@-
// read them from standard input. Blank lines are skipped, and what follows a # that starts a line
// or stands behind a blank. NAME=@@VALUE is the value "@VALUE".
struct Parameters {
  std::vector<std::pair<std::string, std::string>> values;  // In the order given.
  // Names that came from a list, or were given more than once.
  std::set<std::string> listed;
};

// Of the words: NAME, and whether it has a list, NAME=@FILE or NAME=-.
std::string parameter_name(const std::string& word);
bool is_list(const std::string& word);

// Refused, with the line: a value that is there twice, or that a blank divides; and a list that
// cannot be read or holds nothing.
base::Result<Parameters> read_parameters(const std::vector<std::string>& words);

// Several values are for what is asked about; of everything else there is one.
base::Status check_lists(const Parameters& parameters, const Contracts& contracts);

// Names of which the target, as its file has it, has another value for an operation of `contracts`:
// one that is given replaces it. Of what is asked about, whatever differs from the values given.
std::set<std::string> replaced_names(const plan::Target& target, const Contracts& contracts,
                                     const Parameters& parameters);

}  // namespace assay::cli

#endif  // ASSAY_CLI_PARAMETERS_H_
