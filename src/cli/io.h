#ifndef ASSAY_CLI_IO_H_
#define ASSAY_CLI_IO_H_

#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/result.h"

namespace assay::cli {

// The only writer to standard output and standard error. Results go to the one, progress and errors
// to the other.

void print(std::string_view text);
void print_line(std::string_view text = "");
// Whether something printed did not get where it should: the disk is full, say.
bool output_lost();
// "assay: " and the error, with its hint on a line of its own.
void print_error(const base::Error& error);
void print_note(std::string_view text);

// Writes what `text` makes to `file`: "-" is standard output, and "" nowhere, where nothing is
// made.
base::Status write_to(const std::string& file, const std::function<std::string()>& text);

// Replaces the current line of a terminal; nothing when standard error is none, or a dumb one.
void show_progress(std::string_view text);
void clear_progress();

// Colours are for a terminal on standard output, and not where NO_COLOR is set or TERM is dumb.
bool wants_colour();

}  // namespace assay::cli

#endif  // ASSAY_CLI_IO_H_
