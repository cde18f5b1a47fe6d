#ifndef ASSAY_REPORT_CURL_H_
#define ASSAY_REPORT_CURL_H_

#include <string>
#include <string_view>

#include "judge/record.h"
#include "wire/transcript.h"

namespace assay::report {

// A shell command that sends `request` again. Secrets, which a transcript holds as ${NAME}, are
// left to the shell as "$NAME", or as `by_hand` has it. Headers that curl computes itself are left
// out. The words are exact, so the line is not safe to print until it went through base::printable;
// a body that printing would change is therefore piped in by printf, with its bytes as octal
// escapes.
std::string curl_line(const wire::Request& request, std::string_view base_url,
                      const judge::ByHand& by_hand = {});

}  // namespace assay::report

#endif  // ASSAY_REPORT_CURL_H_
